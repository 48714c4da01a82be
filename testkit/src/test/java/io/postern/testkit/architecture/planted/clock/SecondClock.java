package io.postern.testkit.architecture.planted.clock;

import java.time.Clock;

class SecondClock {
    Clock clock() {
        return Clock.systemUTC();
    }
}
