package io.postern.policy.counting;

import io.postern.events.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From where somebody logged in, and when last: of an account its networks, countries and autonomous systems, of a
/// network the client. The newest last; times are event times in milliseconds.
///
/// @param spot where the last login was, null when no place was known
public record Habits(Map<String, Long> origins, Map<String, Long> countries, Map<String, Long> asns, Spot spot) {

    static final Habits NONE = new Habits(Map.of(), Map.of(), Map.of(), null);

    /// How long a login is remembered: as long as the topic of attempts is kept.
    public static final Duration REMEMBERED = Duration.ofDays(30);

    /// Of each kind; who has more is at home nowhere.
    private static final int MOST = 32;

    /// @param latitude degrees; so is longitude
    public record Spot(long at, double latitude, double longitude) {}

    boolean isEmpty() {
        return origins.isEmpty();
    }

    /// @param origin the client's network as text, or the client
    public Habits with(Instant at, String origin, Where where) {
        long time = at.toEpochMilli();
        boolean newer = where.isLocated() && (spot == null || spot.at() <= time);
        return new Habits(
                with(origins, origin, time),
                with(countries, where.country(), time),
                with(asns, where.system(), time),
                newer ? new Spot(time, where.latitude(), where.longitude()) : spot);
    }

    private static Map<String, Long> with(Map<String, Long> known, String value, long at) {
        if (value == null) {
            return known;
        }
        long newest = Math.max(at, known.getOrDefault(value, Long.MIN_VALUE));
        List<Map.Entry<String, Long>> all = new ArrayList<>(known.size() + 1);
        known.forEach((other, time) -> {
            if (!other.equals(value) && time >= newest - REMEMBERED.toMillis()) {
                all.add(Map.entry(other, time));
            }
        });
        int place = all.size();
        while (place > 0 && all.get(place - 1).getValue() > newest) {
            place--;
        }
        all.add(place, Map.entry(value, newest));
        Map<String, Long> more = new LinkedHashMap<>();
        all.subList(Math.max(0, all.size() - MOST), all.size())
                .forEach(entry -> more.put(entry.getKey(), entry.getValue()));
        return more;
    }

    /// Whether there was a login from it within the time before, or after.
    public boolean knows(String origin, Instant at) {
        Long last = origins.get(origin);
        return last != null && last >= at.minus(REMEMBERED).toEpochMilli();
    }

    /// The newest login, when it was within the time before, or after.
    public Optional<Map.Entry<String, Long>> newestWithin(Duration time, Instant at) {
        return origins.entrySet().stream()
                .filter(origin -> origin.getValue() >= at.minus(time).toEpochMilli())
                .reduce((first, second) -> second);
    }

    /// Those of an account, the newest last.
    public List<Network> networks() {
        return origins.keySet().stream().map(Network::of).toList();
    }
}
