package io.postern.policy.deciding;

import io.postern.events.Address;
import io.postern.events.Decision.Evidence;
import io.postern.events.Network;
import io.postern.policy.counting.CountedFailure;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.rules.Rule;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Failures in, conclusions out: each rule counts, and what reaches its limit is judged.
public final class Decider {

    private final Supplier<Rulebook> rulebook;
    private final Exemptions exemptions;
    private final Judge judge;
    private final Duration lateness;
    private final Counts counts;
    private final Runnable whenLate;

    /// @param lateness how far out of order failures of one client may come
    /// @param whenLate told of each failure that comes too late to be counted
    public Decider(
            Supplier<Rulebook> rulebook, Exemptions exemptions, Duration lateness, Counts counts, Runnable whenLate) {
        this.rulebook = rulebook;
        this.exemptions = exemptions;
        this.judge = new Judge(exemptions);
        this.lateness = lateness;
        this.counts = counts;
        this.whenLate = whenLate;
    }

    /// What this failure tips, in the order of the rules; only what was not said before.
    public List<Conclusion> after(CountedFailure failure) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Rule rule : rulebook.get().rules()) {
            if (rule.counts(failure.attempt())) {
                count(rule, failure).ifPresent(conclusions::add);
            }
        }
        return conclusions;
    }

    private Optional<Conclusion> count(Rule rule, CountedFailure failure) {
        Address client = failure.attempt().client();
        String key = client + "/" + rule.name();
        RuleCount known = counts.get(key);
        RuleCount before = exemptions
                .standing()
                .pardoning(Network.of(client), failure.appended())
                .map(pardon -> (known == null ? RuleCount.NONE : known).pardoned(pardon.from()))
                .orElse(known == null ? RuleCount.NONE : known);
        if (before.ignores(failure.at())) {
            return Optional.empty();
        }
        if (before.isLate(failure.at(), lateness)) {
            whenLate.run();
            return Optional.empty();
        }
        RuleCount after = before.plus(failure, rule, lateness);
        Optional<Evidence> evidence = after.reached(rule);
        if (evidence.isEmpty()) {
            counts.put(key, known, after);
            return Optional.empty();
        }
        Conclusion conclusion = judge.judge(rule, client, evidence.get(), failure.appended());
        counts.put(key, known, after.after(conclusion.decision()));
        return after.isNews(conclusion.decision()) ? Optional.of(conclusion) : Optional.empty();
    }
}
