package io.postern.testkit.architecture.planted.clean;

import java.time.Clock;
import java.time.Instant;

record Greeting(Instant at) {
    static Greeting now(Clock clock) {
        return new Greeting(Instant.now(clock));
    }
}
