package io.postern.enricher;

import io.postern.events.DeadLetter;
import io.postern.events.EventFormatException;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Unreadable records in a row. One is an accident; many mean that somebody writes something else into the topic, and
/// setting it all aside would only hide that.
final class PoisonStreak {

    private final int limit;
    private final Clock clock;
    private int length;

    PoisonStreak(int limit, Clock clock) {
        if (limit < 1) {
            throw new IllegalArgumentException("postern.enricher.poison-limit: at least 1, was " + limit);
        }
        this.limit = limit;
        this.clock = clock;
    }

    synchronized void end() {
        if (length <= limit) {
            length = 0;
        }
    }

    synchronized DeadLetter setAside(ConsumerRecord<String, byte[]> record, EventFormatException why) {
        length = Math.min(length + 1, limit + 1);
        return DeadLetter.of(record, "enricher", why, clock.instant());
    }

    /// Once true, always true: a person has to look.
    synchronized boolean isTooLong() {
        return length > limit;
    }
}
