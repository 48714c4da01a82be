package io.postern.testkit.architecture.planted.cycle.one;

import io.postern.testkit.architecture.planted.cycle.two.Two;

public record One(Two two) {}
