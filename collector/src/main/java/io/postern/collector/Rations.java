package io.postern.collector;

import java.time.Duration;

/// How soon to look at a log that is written again: nearly at once, as long as looks are saved; a log that is written
/// all the time is looked at once in a while, for each look costs processor time whatever it finds.
final class Rations {

    /// For what else is written in the same moment.
    private static final Duration SHORTEST = Duration.ofMillis(5);

    /// So many looks may be saved, while nothing is written, and follow each other at once.
    private static final int SAVED = 240;

    private final long every;
    private boolean begun;
    private long due;

    /// @param every one look is earned so often
    Rations(Duration every) {
        this.every = every.toNanos();
    }

    /// @param now by a clock that never goes back, in nanoseconds
    /// @return how long to wait until the next look, which is then taken
    Duration untilNext(long now) {
        long earliest = now - SAVED * every;
        if (!begun || due - earliest < 0) {
            due = earliest;
        }
        begun = true;
        Duration wait = Duration.ofNanos(Math.max(SHORTEST.toNanos(), due - now));
        due += every;
        return wait;
    }
}
