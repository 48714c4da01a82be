package io.postern.enricher.names;

import java.time.Duration;
import java.time.Instant;

/// How long an answer is believed.
///
/// @param least answers live at least so long, whatever the zone says
/// @param most names live at most so long
/// @param mostNegative "no such name" lives at most so long
/// @param failure so long nobody is asked again after a failure
/// @param stale so long an answer stays usable after it is no longer fresh, while nothing better comes: a resolver's
///     outage must not take the names from an operator's lists
public record Lifetimes(Duration least, Duration most, Duration mostNegative, Duration failure, Duration stale) {

    public Lifetimes {
        positive(least, "the least TTL");
        positive(failure, "the failure TTL");
        if (most.compareTo(least) < 0 || mostNegative.compareTo(least) < 0) {
            throw new IllegalArgumentException("the most TTLs must not be less than the least: " + least);
        }
        if (stale.isNegative()) {
            throw new IllegalArgumentException("the stale time is negative: " + stale);
        }
    }

    private static void positive(Duration value, String what) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(what + " must be more than zero, was " + value);
        }
    }

    /// What is known after an answer, given what was known before (null for nothing).
    KnownName after(Answer answer, KnownName before, Instant now) {
        if (answer.isAnswer()) {
            Duration upper = answer.name().name() == null ? mostNegative : most;
            Instant fresh = now.plus(between(least, answer.ttl(), upper));
            return new KnownName(answer.name(), fresh, fresh.plus(stale));
        }
        Instant retry = now.plus(failure);
        if (before != null
                && before.isUsableAt(now)
                && Answer.isAnswer(before.name().status())) {
            return before.freshUntil(retry);
        }
        // once it may be retried, a failure is still the best we can say
        return new KnownName(answer.name(), retry, retry.plus(stale));
    }

    private static Duration between(Duration least, Duration wanted, Duration most) {
        Duration atLeast = wanted.compareTo(least) < 0 ? least : wanted;
        return atLeast.compareTo(most) > 0 ? most : atLeast;
    }
}
