package io.postern.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a rule concluded about a subject, with its evidence. Keyed by subject.
///
/// @param id the same for the same conclusion, however often it is computed
/// @param at the event time of the attempt that tipped the scale
/// @param until when the consequence ends
/// @param rule the rule's name as the operator gave it
/// @param exemption why the effect is EXEMPT or EXPIRED, in words (`allow.list:3: 203.0.113.0/24 office`); null
///     otherwise
/// @param meant what the effect would have been, where nothing was carried out; null for a ban, as in the first builds
/// @param delay how long each answer is held back, whole seconds; null unless the effect is DELAYED or was meant to be
/// @param sparing from where an account may log in all the same: networks it is known to use, the newest last
/// @param services the doors at which it holds; empty for all of them
public record Decision(
        String id,
        Instant at,
        Subject subject,
        String rule,
        Effect effect,
        Instant until,
        Evidence evidence,
        String exemption,
        Effect meant,
        Duration delay,
        List<Network> sparing,
        List<Service> services)
        implements Event {

    /// At every door.
    public Decision(
            String id,
            Instant at,
            Subject subject,
            String rule,
            Effect effect,
            Instant until,
            Evidence evidence,
            String exemption,
            Effect meant,
            Duration delay,
            List<Network> sparing) {
        this(id, at, subject, rule, effect, until, evidence, exemption, meant, delay, sparing, List.of());
    }

    /// About a ban.
    public Decision(
            String id,
            Instant at,
            Subject subject,
            String rule,
            Effect effect,
            Instant until,
            Evidence evidence,
            String exemption) {
        this(id, at, subject, rule, effect, until, evidence, exemption, null, null, List.of());
    }

    public enum Effect {
        /// A ban was issued.
        BANNED,
        /// Logins are to be refused, whatever the password.
        DENIED,
        /// Logins are to be answered late.
        DELAYED,
        /// A human should look at it; nothing else follows.
        ALERTED,
        /// A ban of this rule was taken back.
        LIFTED,
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
    /// @param clients the newest few clients that tried, where the decision is not about one client; newest last
    /// @param detail what else there is to say, nothing of an attacker's (`BR, so far DE, AT`); null otherwise
    public record Evidence(
            int count,
            int limit,
            Duration within,
            Instant first,
            Instant last,
            List<String> attempts,
            List<String> accounts,
            List<String> hosts,
            List<String> clients,
            String detail) {

        /// Of one client.
        public Evidence(
                int count,
                int limit,
                Duration within,
                Instant first,
                Instant last,
                List<String> attempts,
                List<String> accounts,
                List<String> hosts) {
            this(count, limit, within, first, last, attempts, accounts, hosts, List.of(), null);
        }

        public Evidence {
            Require.atLeast(1, count, "evidence.count");
            Require.atLeast(1, limit, "evidence.limit");
            Require.present(within, "evidence.within");
            Require.present(first, "evidence.first");
            Require.present(last, "evidence.last");
            attempts = Require.list(attempts);
            accounts = Require.list(accounts);
            hosts = Require.list(hosts);
            clients = Require.list(clients);
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
        sparing = Require.list(sparing);
        services = Require.list(services);
    }

    /// The network that a ban of its subject keeps out; empty for an account or autonomous system.
    public Optional<Network> network() {
        return subject.asNetwork();
    }
}
