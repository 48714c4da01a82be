package io.postern.policy.rules;

import java.time.Duration;

/// What follows when a limit is reached.
///
/// @param lasts for how long (`for`), whole seconds; the first time, when it escalates
/// @param escalation null when every time lasts the same
/// @param delay how long each answer is held back; null unless the action is DELAY
/// @param veto a login that succeeded so recently spares its network a ban; null when none does
/// @param onSuccess what a login that succeeds does to what was counted
public record Consequence(
        Action action, Duration lasts, Escalation escalation, Duration delay, Duration veto, OnSuccess onSuccess) {

    public enum Action {
        /// The mail hosts keep the client or network out. For an account: the clients that try it from where it never
        /// logged in.
        BAN,
        /// Logins are refused, whatever the password.
        DENY,
        /// Logins are answered late.
        DELAY,
        /// A human is told.
        ALERT
    }

    public enum OnSuccess {
        /// One good account would otherwise buy an attacker any number of guesses.
        NOTHING,
        /// What was counted is forgotten.
        FORGET,
        /// And what followed already is taken back.
        UNBAN
    }

    /// A plain ban.
    public static Consequence ban(Duration lasts) {
        return new Consequence(Action.BAN, lasts, null, null, null, OnSuccess.NOTHING);
    }

    /// @param before how often it has followed already, as far as that is remembered
    /// @param seed the same for the same case, so that it lasts the same whenever it is worked out
    public Duration lasts(int before, String seed) {
        return escalation == null ? lasts : escalation.of(lasts, before, seed);
    }
}
