package io.postern.reporter.projections;

import java.time.Duration;

/// Pauses that double from a quarter of a second up to a limit, until something goes well.
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(250);

    private final Duration atMost;
    private Duration next = FIRST;

    Backoff(Duration atMost) {
        this.atMost = atMost;
    }

    Duration next() {
        Duration pause = next.compareTo(atMost) < 0 ? next : atMost;
        next = pause.multipliedBy(2);
        return pause;
    }

    /// Whether nothing has gone wrong since the last success: the moment to say so in the log.
    boolean isFresh() {
        return next.equals(FIRST);
    }

    void reset() {
        next = FIRST;
    }
}
