package io.postern.policy.rules;

import io.postern.events.AttemptObserved;
import io.postern.events.Service;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// Says how much is too much, as one entry of rules.yaml has it.
///
/// @param name the operator's; it appears in bans, decisions and metrics
/// @param limit the weight of failures that is too much, at least 1
/// @param within whole seconds; both ends count
/// @param services the doors it watches; empty for all of them
/// @param lasts how long the consequence lasts (`for`), whole seconds
public record Rule(
        String name,
        Per per,
        Count count,
        int limit,
        Duration within,
        Set<Service> services,
        Then then,
        Duration lasts,
        Mode mode) {

    /// Whose attempts are added up.
    public enum Per {
        CLIENT
    }

    /// What is added up.
    public enum Count {
        /// Attempts with wrong credentials, each line with its weight.
        FAILURES
    }

    /// What follows.
    public enum Then {
        BAN
    }

    public enum Mode {
        ENFORCE,
        /// Decide and tell, but ban nobody.
        SIMULATE;

        /// As it stands in files and commands.
        public String word() {
            return Rule.word(this);
        }
    }

    /// As it stands in rules.yaml.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public Rule {
        services = Set.copyOf(services);
    }

    public boolean counts(AttemptObserved attempt) {
        boolean watched = services.isEmpty() || services.contains(attempt.service());
        return watched
                && switch (count) {
                    case FAILURES -> attempt.outcome().isFailure();
                };
    }

    /// `3 failures within 10m (limit 3), rule brute-force`: the operator's own words and numbers, nothing of an
    /// attacker's.
    public String reason(int counted) {
        return counted + " " + word(count) + " within " + ShortDuration.format(within) + " (limit " + limit + "), rule "
                + name;
    }
}
