package io.postern.policy.counting;

import io.postern.events.Decision.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Sightings in the order in which they happened, whatever the order in which they came. Exact: no buckets.
///
/// Any stretch of a rule's length holds less than its limit (a fuller one is cleared at once), so there are few.
record Window(List<Sighting> sightings) {

    static final Window EMPTY = new Window(List.of());

    /// How many attempts, accounts, hosts and clients a decision shows.
    static final int EVIDENCE = 10;

    Window {
        sightings = List.copyOf(sightings);
    }

    /// Whether the same attempt is among those that still carry evidence.
    boolean knows(String id) {
        for (Sighting sighting : sightings) {
            if (id.equals(sighting.id())) {
                return true;
            }
        }
        return false;
    }

    boolean has(long value) {
        for (Sighting sighting : sightings) {
            if (sighting.value() == value) {
                return true;
            }
        }
        return false;
    }

    /// Puts the sighting where it belongs; of equal times the one that came later is later. Of the same value only the
    /// newest stays.
    Window plus(Sighting sighting) {
        List<Sighting> more = new ArrayList<>(sightings.size() + 1);
        for (Sighting other : sightings) {
            if (sighting.value() == 0 || other.value() != sighting.value()) {
                more.add(other);
            } else if (other.at() > sighting.at()) {
                return this;
            }
        }
        int place = more.size();
        while (place > 0 && more.get(place - 1).at() > sighting.at()) {
            place--;
        }
        more.add(place, sighting);
        for (int i = 0; i < more.size() - EVIDENCE; i++) {
            more.set(i, more.get(i).withoutEvidence());
        }
        return new Window(more);
    }

    /// Only what happened after the time, in milliseconds.
    Window after(long time) {
        return sightings.isEmpty() || sightings.getFirst().at() > time
                ? this
                : new Window(sightings.stream()
                        .filter(sighting -> sighting.at() > time)
                        .toList());
    }

    /// Both ends count, in whole seconds.
    Window between(Instant start, Instant end) {
        return new Window(sightings.stream()
                .filter(sighting -> sighting.second() >= start.getEpochSecond() && sighting.at() <= end.toEpochMilli())
                .toList());
    }

    Window newest(int most) {
        int size = sightings.size();
        return size <= most ? this : new Window(sightings.subList(size - most, size));
    }

    /// The earliest stretch in which the limit is reached; both ends count, in whole seconds.
    Optional<Evidence> reached(int limit, Duration within) {
        long sum = 0;
        int first = 0;
        for (int last = 0; last < sightings.size(); last++) {
            sum += sightings.get(last).weight();
            while (sightings.get(first).second() < sightings.get(last).second() - within.toSeconds()) {
                sum -= sightings.get(first++).weight();
            }
            if (sum >= limit) {
                return Optional.of(evidence(
                        sightings.subList(first, last + 1),
                        Math.clamp(sum, 1, Integer.MAX_VALUE),
                        limit,
                        within,
                        null));
            }
        }
        return Optional.empty();
    }

    static Evidence evidence(List<Sighting> counted, int sum, int limit, Duration within, String detail) {
        return new Evidence(
                sum,
                limit,
                within,
                Instant.ofEpochMilli(counted.getFirst().at()),
                Instant.ofEpochMilli(counted.getLast().at()),
                newest(counted, Sighting::id),
                newest(counted, Sighting::account),
                newest(counted, Sighting::host),
                newest(counted, Sighting::client),
                detail);
    }

    /// Without repeats, the newest last.
    private static List<String> newest(List<Sighting> counted, Function<Sighting, String> what) {
        return counted.reversed().stream()
                .map(what)
                .filter(Objects::nonNull)
                .distinct()
                .limit(EVIDENCE)
                .toList()
                .reversed();
    }
}
