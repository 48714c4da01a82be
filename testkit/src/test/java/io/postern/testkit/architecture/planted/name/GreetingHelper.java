package io.postern.testkit.architecture.planted.name;

class GreetingHelper {}
