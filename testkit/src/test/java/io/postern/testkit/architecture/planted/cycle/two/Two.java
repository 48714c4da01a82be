package io.postern.testkit.architecture.planted.cycle.two;

import io.postern.testkit.architecture.planted.cycle.one.One;

public record Two(One one) {}
