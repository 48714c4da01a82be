package io.postern.policy.deciding;

import io.postern.events.AttemptObserved;
import io.postern.events.Decision.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Evidence that ends with an attempt which is not of what was added up.
final class Evidences {

    private Evidences() {}

    static Evidence with(Evidence before, Instant at, AttemptObserved attempt, String detail) {
        return new Evidence(
                before.count(),
                before.limit(),
                before.within(),
                before.first(),
                at,
                plus(before.attempts(), attempt.id()),
                plus(before.accounts(), attempt.account()),
                plus(before.hosts(), attempt.host()),
                plus(before.clients(), attempt.client().toString()),
                detail);
    }

    /// One attempt that is telling by itself.
    static Evidence of(AttemptObserved attempt, Instant at, int count, int limit, Duration within, String detail) {
        return new Evidence(
                count,
                limit,
                within,
                at,
                at,
                List.of(attempt.id()),
                plus(List.of(), attempt.account()),
                List.of(attempt.host()),
                List.of(attempt.client().toString()),
                detail);
    }

    /// Without repeats, the newest last.
    private static List<String> plus(List<String> some, String another) {
        return another == null
                ? some
                : Stream.concat(some.stream().filter(one -> !one.equals(another)), Stream.of(another))
                        .toList();
    }
}
