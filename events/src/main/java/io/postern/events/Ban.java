package io.postern.events;

import java.time.Instant;

/// A network that every host keeps out until a time. Keyed by network; a tombstone lifts it.
///
/// All that a host must read to enforce. Who only looks later sees the same: a ban whose time is over is no ban, even
/// before its tombstone arrives.
///
/// @param from event time of the decision
/// @param decision id of the decision that caused it
/// @param reason one line for people, made of numbers and the operator's own words, never of an attacker's
public record Ban(Network network, Instant from, Instant until, String rule, String decision, String reason)
        implements Event {

    public Ban {
        Require.present(network, "network");
        Require.present(from, "from");
        Require.present(until, "until");
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("until: " + until + " is not after from " + from);
        }
        Require.text(rule, "rule");
        Require.text(decision, "decision");
        reason = Text.clean(Require.text(reason, "reason"));
    }

    public boolean isInForceAt(Instant time) {
        return time.isBefore(until);
    }

    /// Whether it changes anything for a network that another one keeps out already.
    ///
    /// @param other null when there is none
    public boolean outlasts(Ban other) {
        return other == null || other.until().isBefore(until);
    }
}
