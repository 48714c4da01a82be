package io.postern.policy.rules;

import io.postern.events.AttemptObserved;
import java.time.Duration;
import java.util.Locale;

/// Says how much is too much, as one entry of rules.yaml has it.
///
/// @param name the operator's; it appears in bans, decisions and metrics, and counts are kept by it
/// @param limit what is too much, at least 1; kilometres an hour where travel is counted
/// @param within whole seconds; both ends count
/// @param then what follows at the limit
/// @param prefixes what one network is
public record Rule(
        String name,
        Per per,
        Count count,
        int limit,
        Duration within,
        Filter filter,
        Consequence then,
        Mode mode,
        Prefixes prefixes) {

    public enum Mode {
        ENFORCE,
        /// Decide and tell, but carry out nothing.
        SIMULATE;

        /// As it stands in files and commands.
        public String word() {
            return Rule.word(this);
        }
    }

    /// As it stands in rules.yaml: `client+account`, `distinct-accounts`.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace("_and_", "+").replace('_', '-');
    }

    /// Whether the attempt is of those that the rule adds up.
    public boolean counts(AttemptObserved attempt) {
        return filter.passes(attempt)
                && (filter.outcomes().isEmpty()
                        ? count.outcomes().contains(attempt.outcome())
                        : filter.outcomes().contains(attempt.outcome()));
    }

    /// `3 failures within 10m (limit 3), rule brute-force`: the operator's own words and numbers, nothing of an
    /// attacker's.
    public String reason(int counted) {
        return counted + " " + word(count).replace('-', ' ') + " within " + ShortDuration.format(within) + " (limit "
                + limit + "), rule " + name;
    }
}
