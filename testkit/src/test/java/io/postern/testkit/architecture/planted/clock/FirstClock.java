package io.postern.testkit.architecture.planted.clock;

import java.time.Clock;

class FirstClock {
    Clock clock() {
        return Clock.systemUTC();
    }
}
