package io.postern.enricher;

/// Unreadable records in a row. One is an accident; many mean that somebody writes something else into the topic, and
/// setting it all aside would only hide that.
final class PoisonStreak {

    private final int limit;
    private int length;

    PoisonStreak(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("postern.enricher.poison-limit: at least 1, was " + limit);
        }
        this.limit = limit;
    }

    synchronized void end() {
        if (length <= limit) {
            length = 0;
        }
    }

    synchronized void grow() {
        length = Math.min(length + 1, limit + 1);
    }

    /// Once true, always true: a person has to look.
    synchronized boolean isTooLong() {
        return length > limit;
    }
}
