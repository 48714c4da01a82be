package io.postern.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What a rule concluded about a subject, with its evidence. Keyed by subject.
///
/// @param id the same for the same conclusion, however often it is computed
/// @param at the event time of the attempt that tipped the scale
/// @param until when the consequence ends
/// @param rule the rule's name as the operator gave it
/// @param exemption why the effect is EXEMPT or EXPIRED, in words (`allow.list:3: 203.0.113.0/24 office`); null
///     otherwise
public record Decision(
        String id,
        Instant at,
        Subject subject,
        String rule,
        Effect effect,
        Instant until,
        Evidence evidence,
        String exemption)
        implements Event {

    public enum Effect {
        /// A ban was issued.
        BANNED,
        /// The rule is on trial: this is what it would have done.
        SIMULATED,
        /// The subject must never be banned: the allow list, a special-purpose range, one of our own hosts.
        EXEMPT,
        /// The attempts are so old that the ban would be over: a replay or a long outage. Nothing is enforced.
        EXPIRED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What was counted.
    ///
    /// @param count attempts counted within the window, at least the limit
    /// @param first event time of the earliest of them
    /// @param last event time of the latest
    /// @param attempts ids of the newest few, newest last
    /// @param accounts the newest few accounts tried, without repeats; an attacker wrote them
    /// @param hosts the mail hosts they were tried on
    public record Evidence(
            int count,
            int limit,
            Duration within,
            Instant first,
            Instant last,
            List<String> attempts,
            List<String> accounts,
            List<String> hosts) {

        public Evidence {
            Require.atLeast(1, count, "evidence.count");
            Require.atLeast(1, limit, "evidence.limit");
            Require.present(within, "evidence.within");
            Require.present(first, "evidence.first");
            Require.present(last, "evidence.last");
            attempts = Require.list(attempts);
            accounts = Require.list(accounts);
            hosts = Require.list(hosts);
        }
    }

    public Decision {
        Require.text(id, "id");
        Require.present(at, "at");
        Require.present(subject, "subject");
        Require.text(rule, "rule");
        Require.present(effect, "effect");
        Require.present(until, "until");
        Require.present(evidence, "evidence");
    }
}
