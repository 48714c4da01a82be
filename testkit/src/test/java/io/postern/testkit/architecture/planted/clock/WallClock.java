package io.postern.testkit.architecture.planted.clock;

import java.time.Instant;
import java.util.function.Supplier;

class WallClock {
    long read() {
        return System.currentTimeMillis();
    }

    Instant ask() {
        return Instant.now();
    }

    Supplier<Instant> refer() {
        return Instant::now;
    }
}
