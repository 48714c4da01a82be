package io.postern.policy.counting;

import java.util.LinkedHashMap;
import java.util.Map;

/// All that is counted of one subject: one entry of a store, of which each rule has its own part, by its name. A rule
/// that is added or taken away leaves the others' parts as they are.
public record SubjectCounts(Map<String, RuleCount> rules, Habits habits, long habitsUntil) {

    public static final SubjectCounts NONE = new SubjectCounts(Map.of(), Habits.NONE, 0);

    public RuleCount of(String rule) {
        return rules.getOrDefault(rule, RuleCount.NONE);
    }

    /// @param now in the broker's time, in milliseconds: what is of no more use by then goes
    public SubjectCounts with(String rule, RuleCount count, long now) {
        Map<String, RuleCount> more = new LinkedHashMap<>();
        rules.forEach((name, other) -> {
            if (other.keepUntil() > now) {
                more.put(name, other);
            }
        });
        more.put(rule, count);
        return new SubjectCounts(more, habits, habitsUntil);
    }

    /// @param now in the broker's time, in milliseconds
    public SubjectCounts with(Habits others, long now) {
        return new SubjectCounts(rules, others, now + Habits.REMEMBERED.toMillis());
    }

    /// In the broker's time; afterwards all this is of no more use.
    public long keepUntil() {
        return rules.values().stream().mapToLong(RuleCount::keepUntil).reduce(habitsUntil, Math::max);
    }
}
