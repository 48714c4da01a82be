package io.postern.testkit.architecture.planted.undocumented;

class Greeting {}
