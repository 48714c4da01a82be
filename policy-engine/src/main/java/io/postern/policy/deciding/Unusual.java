package io.postern.policy.deciding;

import io.postern.events.Decision.Evidence;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.counting.Habits;
import io.postern.policy.counting.Habits.Spot;
import io.postern.policy.rules.Rule;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Logins that do not fit with those before them. Places are what a database file says of an address, which is
/// right
/// to some hundred kilometres at best.
final class Unusual {

    /// Nearer than this, the database may be wrong.
    private static final double NEAR_KM = 500;

    /// Within this, two addresses are one traveller's telephone and its VPN.
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private Unusual() {}

    /// Empty when the login is as usual, or nothing is known to compare it with.
    static Optional<Evidence> login(Rule rule, CountedAttempt counted, Habits habits) {
        return switch (rule.count()) {
            case NEW_COUNTRY -> elsewhere(rule, counted, counted.where().country(), habits.countries());
            case NEW_ASN -> elsewhere(rule, counted, counted.where().system(), habits.asns());
            case TRAVEL -> travel(rule, counted, habits.spot());
            case FAILURES,
                    DISTINCT_ACCOUNTS,
                    DISTINCT_CLIENTS,
                    DISTINCT_NETWORKS,
                    UNKNOWN_USERS,
                    SUCCESSES,
                    SUCCESS_AFTER_FAILURES,
                    BANS -> Optional.empty();
        };
    }

    private static Optional<Evidence> elsewhere(
            Rule rule, CountedAttempt counted, String place, Map<String, Long> known) {
        long since = counted.at().minus(rule.within()).toEpochMilli();
        boolean strange = known.values().stream().anyMatch(last -> last >= since)
                && known.getOrDefault(place, Long.MIN_VALUE) < since;
        return place == null || !strange
                ? Optional.empty()
                : Optional.of(evidence(rule, counted, 1, place + ", so far " + String.join(", ", known.keySet())));
    }

    private static Optional<Evidence> travel(Rule rule, CountedAttempt counted, Spot last) {
        if (last == null || counted.where().latitude() == null) {
            return Optional.empty();
        }
        Duration between = Duration.ofMillis(Math.abs(counted.at().toEpochMilli() - last.at()));
        double kilometres = counted.where().kilometresTo(last.latitude(), last.longitude());
        Duration apart = between.compareTo(AT_ONCE) < 0 ? AT_ONCE : between;
        double speed = kilometres / (apart.toMillis() / 3_600_000.0);
        return kilometres < NEAR_KM || speed < rule.limit() || between.compareTo(rule.within()) > 0
                ? Optional.empty()
                : Optional.of(evidence(
                        rule,
                        counted,
                        (int) Math.min(speed, Integer.MAX_VALUE),
                        String.format(Locale.ROOT, "%.0f km in %d min", kilometres, between.toMinutes())));
    }

    private static Evidence evidence(Rule rule, CountedAttempt counted, int count, String detail) {
        return Evidences.of(counted.attempt(), counted.at(), count, rule.limit(), rule.within(), detail);
    }
}
