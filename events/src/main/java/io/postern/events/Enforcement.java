package io.postern.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What became of a ban on a host.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Enforcement.BanApplied.class, name = "applied"),
    @JsonSubTypes.Type(value = Enforcement.BanLifted.class, name = "lifted"),
    @JsonSubTypes.Type(value = Enforcement.BanRefused.class, name = "refused"),
    @JsonSubTypes.Type(value = Enforcement.EnforcementFailed.class, name = "failed"),
})
public sealed interface Enforcement {

    /// The network is kept out from now on.
    ///
    /// @param sinceDecided from the ban's own time to its being in force, by the cluster's clock as the
    ///     host knows it; null unless the ban is new
    /// @param sinceWritten from the ban's appearance in its topic to its being in force; null unless the ban is new
    record BanApplied(
            Instant until,
            String rule,
            String decision,
            Occasion occasion,
            Duration sinceDecided,
            Duration sinceWritten)
            implements Enforcement {

        public BanApplied {
            Require.present(until, "enforcement.until");
            rule = Text.clean(rule);
            decision = Text.clean(decision);
            Require.present(occasion, "enforcement.occasion");
        }
    }

    /// Why a ban was put in force at this moment.
    enum Occasion {
        /// It had just been decided.
        NEW,
        /// It was in force already and ends at another time now.
        CHANGED,
        /// It was in the topic when the agent started, and not in force.
        START,
        /// Somebody had removed it from the host.
        RESTORED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The network is let in again.
    ///
    /// @param until when it would have ended; null when the host found it in force and knows no such ban
    /// @param rule null as `until`
    /// @param decision null as `until`
    record BanLifted(Instant until, String rule, String decision, Cause cause) implements Enforcement {

        public BanLifted {
            rule = Text.clean(rule);
            decision = Text.clean(decision);
            Require.present(cause, "enforcement.cause");
        }
    }

    /// Why a network was let in again.
    enum Cause {
        /// Its time was over.
        EXPIRED,
        /// The cluster took the ban back.
        REVOKED,
        /// The host's allow list or one of its own addresses stands against it.
        EXEMPT,
        /// Somebody on the host said so.
        UNLOCKED,
        /// It was in force and no ban is known that says so.
        STALE,
        /// The agent stopped, and is set to leave nothing in force.
        STOPPED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The host does not put the ban in force, and never tries.
    ///
    /// @param why in words (`contains 203.0.113.7/32 of postern.collector.enforce.allow`)
    record BanRefused(Instant until, String rule, String decision, String why) implements Enforcement {

        public BanRefused {
            Require.present(until, "enforcement.until");
            rule = Text.clean(rule);
            decision = Text.clean(decision);
            why = Text.clean(Require.text(why, "enforcement.why"));
        }
    }

    /// The host could not do as it should; it tries again, and says so once for each cause.
    ///
    /// @param message what was tried and what the host answered
    /// @param waiting changes that wait for it to succeed
    record EnforcementFailed(String message, int waiting) implements Enforcement {

        public EnforcementFailed {
            message = Text.clean(Require.text(message, "enforcement.message"));
            Require.atLeast(0, waiting, "enforcement.waiting");
        }
    }
}
