package io.postern.policy.rules;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// All that is in force at one moment; a change makes a new one.
///
/// @param origin where the rules come from, for the log
public record Rulebook(List<Rule> rules, AllowList allowList, String origin) {

    public Rulebook {
        rules = List.copyOf(rules);
    }

    /// How far back the most patient rule looks.
    public Duration longestWithin() {
        return rules.stream().map(Rule::within).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
