package io.postern.policy.deciding;

import io.postern.events.AttemptObserved;
import io.postern.events.Decision;
import io.postern.events.Decision.Evidence;
import io.postern.events.Outcome;
import io.postern.events.Subject;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.counting.Distinct;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.rules.Consequence.Action;
import io.postern.policy.rules.Count;
import io.postern.policy.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One rule, one subject, one attempt: what is counted afterwards, and what follows.
final class Counter {

    private final Judge judge;
    private final Standing standing;
    private final Duration lateness;
    private final Runnable whenLate;
    private final List<Conclusion> conclusions = new ArrayList<>();

    /// @param whenLate told of each attempt that comes too late to be counted
    Counter(Exemptions exemptions, Duration lateness, Runnable whenLate) {
        this.judge = new Judge(exemptions);
        this.standing = exemptions.standing();
        this.lateness = lateness;
        this.whenLate = whenLate;
    }

    /// What has followed since this was asked last.
    List<Conclusion> conclusions() {
        List<Conclusion> some = List.copyOf(conclusions);
        conclusions.clear();
        return some;
    }

    void add(Conclusion conclusion) {
        conclusions.add(conclusion);
    }

    SubjectCounts count(Rule rule, Subject subject, CountedAttempt counted, SubjectCounts counts) {
        RuleCount before = known(rule, subject, counted.appended(), counts);
        if (before.ignores(counted.at())) {
            return before.siege() == null ? counts : besieged(rule, counted, counts, before);
        }
        if (rule.count().isAboutHabits()) {
            return Unusual.login(rule, counted, counts.habits())
                    .map(evidence -> conclude(rule, subject, evidence, counted.appended(), counts, before))
                    .orElse(counts);
        }
        AttemptObserved attempt = counted.attempt();
        if (rule.count() == Count.SUCCESS_AFTER_FAILURES && attempt.outcome() == Outcome.SUCCEEDED) {
            return before.reachedBefore(counted.at(), rule)
                    .map(failures -> endingWith(counted, failures))
                    .map(evidence -> conclude(rule, subject, evidence, counted.appended(), counts, before))
                    .orElse(counts);
        }
        boolean nameless = rule.count().isOfAccounts() && attempt.account() == null;
        if (nameless || before.knows(attempt.id())) {
            return counts;
        }
        if (before.isLate(counted.at(), lateness)) {
            whenLate.run();
            return counts;
        }
        RuleCount after = before.plus(counted, Distinct.of(rule, attempt), rule, lateness);
        return reached(rule, subject, counted.appended(), counts, after);
    }

    /// A ban of a client, for a rule that adds bans up.
    SubjectCounts countBan(Rule rule, Subject.Client client, Decision ban, Instant appended, SubjectCounts counts) {
        RuleCount before = known(rule, client, appended, counts);
        if (before.ignores(ban.at()) || before.knows(ban.id())) {
            return counts;
        }
        if (before.isLate(ban.at(), lateness)) {
            whenLate.run();
            return counts;
        }
        RuleCount after = before.plus(ban, client.address().toString(), appended, rule, lateness);
        return reached(rule, client, appended, counts, after);
    }

    /// What was counted and not pardoned since by an operator's unban.
    private RuleCount known(Rule rule, Subject subject, Instant appended, SubjectCounts counts) {
        RuleCount count = counts.of(rule.name());
        return subject.asNetwork()
                .flatMap(network -> standing.pardoning(network, appended))
                .map(pardon -> count.pardoned(pardon.from()))
                .orElse(count);
    }

    private SubjectCounts reached(Rule rule, Subject subject, Instant appended, SubjectCounts counts, RuleCount after) {
        Optional<Evidence> evidence =
                rule.count() == Count.SUCCESS_AFTER_FAILURES ? Optional.empty() : after.reached(rule);
        return evidence.map(found -> conclude(rule, subject, found, appended, counts, after))
                .orElseGet(() -> counts.with(rule.name(), after, appended.toEpochMilli()));
    }

    private SubjectCounts conclude(
            Rule rule, Subject subject, Evidence evidence, Instant appended, SubjectCounts counts, RuleCount before) {
        int times = before.timesBefore(evidence.last(), rule.then().escalation());
        Judge.Case found = new Judge.Case(rule, subject, evidence, appended, times, counts.habits());
        Conclusion conclusion = judge.judge(found);
        if (before.isNews(conclusion.decision())) {
            conclusions.add(conclusion);
        }
        RuleCount after = before.after(conclusion.decision(), rule.then().escalation());
        if (subject instanceof Subject.Account && rule.then().action() == Action.BAN) {
            after = Besiegers.banned(judge, found, after, conclusions);
        }
        return counts.with(rule.name(), after, appended.toEpochMilli());
    }

    private SubjectCounts besieged(Rule rule, CountedAttempt counted, SubjectCounts counts, RuleCount siege) {
        return Besiegers.another(judge, rule, counted, counts.habits(), siege)
                .map(conclusion -> {
                    conclusions.add(conclusion);
                    return counts.with(
                            rule.name(),
                            siege.banning(counted, Distinct.of(counted.attempt().client())),
                            counted.appended().toEpochMilli());
                })
                .orElse(counts);
    }

    private static Evidence endingWith(CountedAttempt success, Evidence failures) {
        AttemptObserved attempt = success.attempt();
        return Evidences.with(failures, success.at(), attempt, failures.count() + " failures before it");
    }
}
