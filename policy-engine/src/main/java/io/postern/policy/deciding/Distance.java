package io.postern.policy.deciding;

import io.postern.events.Subject;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.rules.Rule;
import java.time.Instant;
import java.util.List;

/// How far a subject is from a rule's limit.
///
/// @param soFar what is counted within the rule's window
/// @param quietUntil until when nothing counts, for something was decided already; null when everything does
/// @param times how often something has followed that makes the next time longer
public record Distance(
        String rule, String mode, long soFar, int limit, long withinSeconds, Instant quietUntil, int times) {

    /// Of all rules that count for such a subject, in their order.
    ///
    /// @param counts what is known of the subject
    public static List<Distance> of(
            Subject subject, SubjectCounts counts, List<Rule> rules, Standing standing, Instant now) {
        return rules.stream()
                .filter(rule -> rule.per() == Subjects.per(subject))
                .map(rule -> of(rule, counts.of(rule.name()), standing, now))
                .toList();
    }

    private static Distance of(Rule rule, RuleCount count, Standing standing, Instant now) {
        return new Distance(
                rule.name(),
                standing.modeOf(rule.name(), now).orElse(rule.mode()).word(),
                count.soFar(rule, now),
                rule.limit(),
                rule.within().toSeconds(),
                count.ignores(now) ? Instant.ofEpochMilli(count.ignoreUntil()) : null,
                count.times());
    }
}
