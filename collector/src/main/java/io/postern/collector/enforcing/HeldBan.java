package io.postern.collector.enforcing;

import io.postern.events.Ban;
import io.postern.events.Enforcement;
import java.time.Duration;
import java.time.Instant;

/// What is kept of a ban: as little as a million of them allow.
///
/// @param until in milliseconds since 1970, as all times here; {@link Long#MAX_VALUE} when nobody knows its end
/// @param from the ban's own time
/// @param written when the broker took it
/// @param rule null for what was found in force and of which nothing else is known, as `decision`
record HeldBan(long until, long from, long written, String rule, String decision) {

    private static final Duration A_MOMENT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofDays(7);

    static HeldBan of(Ban ban, long written) {
        return new HeldBan(ban.until().toEpochMilli(), ban.from().toEpochMilli(), written, ban.rule(), ban.decision());
    }

    /// @param left as {@link Enforcer#inForce} has it
    static HeldBan found(Duration left, Instant now) {
        long until = left.isZero() ? Long.MAX_VALUE : now.plus(left).toEpochMilli();
        return new HeldBan(until, 0, 0, null, null);
    }

    Duration left(Instant now) {
        return Duration.ofMillis(until - now.toEpochMilli());
    }

    boolean isOver(Instant now) {
        return until <= now.toEpochMilli();
    }

    boolean endsWith(HeldBan other) {
        return other != null && until == other.until;
    }

    /// Hosts end bans by themselves, some to the second.
    boolean isAboutOver(Instant now) {
        return left(now).compareTo(A_MOMENT) < 0;
    }

    /// Whether what was found in force need not be changed. Hosts count in seconds, and some not beyond a few weeks.
    boolean lastsAsLongAs(HeldBan found, Instant now) {
        return found.until == Long.MAX_VALUE
                || Math.abs(found.until - until) <= A_MOMENT.toMillis()
                || (found.until < until && found.left(now).compareTo(LONG) > 0);
    }

    Enforcement.BanApplied applied(Enforcement.Occasion occasion, Instant now) {
        boolean isNew = occasion == Enforcement.Occasion.NEW;
        return new Enforcement.BanApplied(
                end(),
                rule,
                decision,
                occasion,
                isNew ? Duration.ofMillis(now.toEpochMilli() - from) : null,
                isNew ? Duration.ofMillis(now.toEpochMilli() - written) : null);
    }

    Enforcement.BanLifted lifted(Enforcement.Cause cause) {
        return new Enforcement.BanLifted(end(), rule, decision, cause);
    }

    /// Null when nobody knows.
    Instant end() {
        return until == Long.MAX_VALUE ? null : Instant.ofEpochMilli(until);
    }
}
