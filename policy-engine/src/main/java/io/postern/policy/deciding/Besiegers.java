package io.postern.policy.deciding;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Decision.Evidence;
import io.postern.events.Outcome;
import io.postern.events.Subject;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.counting.Distinct;
import io.postern.policy.counting.Habits;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.counting.RuleCount.Siege;
import io.postern.policy.rules.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An account that many try at once cannot be kept out. Its besiegers can: clients that fail from networks of which the
/// account never logged in.
final class Besiegers {

    private Besiegers() {}

    /// Those of whom the evidence tells.
    static RuleCount banned(Judge judge, Judge.Case found, RuleCount count, List<Conclusion> conclusions) {
        RuleCount after = count.besieged(found.evidence());
        Instant until = found.until();
        for (String text : found.evidence().clients()) {
            conclusions.add(judge.ofBesieger(found, Address.of(text), until));
        }
        return after;
    }

    /// One more while the siege lasts; empty when he was told of already.
    static Optional<Conclusion> another(
            Judge judge, Rule rule, CountedAttempt counted, Habits habits, RuleCount count) {
        AttemptObserved attempt = counted.attempt();
        Instant until = Instant.ofEpochMilli(count.ignoreUntil());
        boolean told = count.hasBanned(Distinct.of(attempt.client()));
        if (told || attempt.outcome() == Outcome.SUCCEEDED || !counted.at().isBefore(until)) {
            return Optional.empty();
        }
        Siege siege = count.siege();
        Evidence evidence = Evidences.with(
                new Evidence(
                        siege.count(),
                        rule.limit(),
                        rule.within(),
                        Instant.ofEpochMilli(siege.first()),
                        Instant.ofEpochMilli(siege.last()),
                        List.of(),
                        List.of(),
                        List.of()),
                counted.at(),
                attempt,
                null);
        Judge.Case found =
                new Judge.Case(rule, new Subject.Client(attempt.client()), evidence, counted.appended(), 0, habits);
        return Optional.of(judge.ofBesieger(found, attempt.client(), until));
    }
}
