package io.postern.policy.counting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.postern.events.Decision.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Failures in the order in which they happened, whatever the order in which they came. Exact: no buckets.
///
/// Any stretch of a rule's length holds less than its limit (a fuller one is cleared at once), so there are few.
record FailureWindow(@JsonValue List<Failure> failures) {

    static final FailureWindow EMPTY = new FailureWindow(List.of());

    /// How many failures, accounts and hosts a decision shows.
    static final int EVIDENCE = 10;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    FailureWindow {
        failures = List.copyOf(failures);
    }

    /// Puts the failure where it belongs; of equal times the one that came later is later.
    FailureWindow plus(Failure failure) {
        List<Failure> more = new ArrayList<>(failures);
        int place = more.size();
        while (place > 0 && more.get(place - 1).at() > failure.at()) {
            place--;
        }
        more.add(place, failure);
        for (int i = 0; i < more.size() - EVIDENCE; i++) {
            more.set(i, more.get(i).withoutEvidence());
        }
        return new FailureWindow(more);
    }

    /// Only what happened after the time, in milliseconds.
    FailureWindow after(long time) {
        return new FailureWindow(
                failures.stream().filter(failure -> failure.at() > time).toList());
    }

    /// The earliest stretch in which the limit is reached; both ends count, in whole seconds.
    Optional<Evidence> reached(int limit, Duration within) {
        long sum = 0;
        int first = 0;
        for (int last = 0; last < failures.size(); last++) {
            sum += failures.get(last).weight();
            while (failures.get(first).second() < failures.get(last).second() - within.toSeconds()) {
                sum -= failures.get(first++).weight();
            }
            if (sum >= limit) {
                return Optional.of(evidence(
                        failures.subList(first, last + 1), Math.clamp(sum, 1, Integer.MAX_VALUE), limit, within));
            }
        }
        return Optional.empty();
    }

    private static Evidence evidence(List<Failure> counted, int sum, int limit, Duration within) {
        return new Evidence(
                sum,
                limit,
                within,
                Instant.ofEpochMilli(counted.getFirst().at()),
                Instant.ofEpochMilli(counted.getLast().at()),
                newest(counted, Failure::id),
                newest(counted, Failure::account),
                newest(counted, Failure::host));
    }

    /// Without repeats, the newest last.
    private static List<String> newest(List<Failure> counted, Function<Failure, String> what) {
        return counted.reversed().stream()
                .map(what)
                .filter(Objects::nonNull)
                .distinct()
                .limit(EVIDENCE)
                .toList()
                .reversed();
    }
}
