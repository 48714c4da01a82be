package io.postern.testkit.architecture.planted.util;

class Greeting {}
