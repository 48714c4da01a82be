package io.postern.policy.counting;

import io.postern.events.AttemptObserved;
import java.time.Instant;

/// Something within a rule's reach, as it is kept.
///
/// @param at event time in milliseconds
/// @param value what must differ to be counted again, as a hash; 0 where everything counts
/// @param id of the attempt, or of the decision where bans are counted; null when so many are kept that only the newest
///     carry evidence; so are account, host and client
record Sighting(long at, int weight, long value, String id, String account, String host, String client) {

    static Sighting of(CountedAttempt counted, long value) {
        AttemptObserved attempt = counted.attempt();
        return new Sighting(
                counted.at().toEpochMilli(),
                value == 0 ? counted.weight() : 1,
                value,
                attempt.id(),
                attempt.account(),
                attempt.host(),
                attempt.client().toString());
    }

    static Sighting ofBan(Instant at, String decision, String client) {
        return new Sighting(at.toEpochMilli(), 1, 0, decision, null, null, client);
    }

    Sighting withoutEvidence() {
        return id == null ? this : new Sighting(at, weight, value, null, null, null, null);
    }

    /// Rules look at whole seconds, as the logs have them.
    long second() {
        return Math.floorDiv(at, 1000L);
    }
}
