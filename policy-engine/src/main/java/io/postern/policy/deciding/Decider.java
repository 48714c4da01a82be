package io.postern.policy.deciding;

import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Subject;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.rules.Consequence.Action;
import io.postern.policy.rules.Consequence.OnSuccess;
import io.postern.policy.rules.Count;
import io.postern.policy.rules.Per;
import io.postern.policy.rules.Rule;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Attempts in, conclusions out: each rule counts, and what reaches its limit is judged.
///
/// What is counted per client is counted where the client's attempts are; everything else must be brought together
/// first ([#elsewhere]) and is then counted by [#of]. What follows for a client there comes back to [#afterBan].
public final class Decider {

    private static final Set<Effect> BANS = Set.of(Effect.BANNED, Effect.EXPIRED);

    private final Supplier<Rulebook> rulebook;
    private final Exemptions exemptions;
    private final Counts counts;
    private final Counter counter;

    /// @param lateness how far out of order attempts of one subject may come
    /// @param whenLate told of each attempt that comes too late to be counted
    public Decider(
            Supplier<Rulebook> rulebook, Exemptions exemptions, Duration lateness, Counts counts, Runnable whenLate) {
        this.rulebook = rulebook;
        this.exemptions = exemptions;
        this.counts = counts;
        this.counter = new Counter(exemptions, lateness, whenLate);
    }

    /// What this attempt tips of what is counted per client, in the order of the rules; only what was not said
    /// before.
    public List<Conclusion> ofClient(CountedAttempt counted) {
        List<Conclusion> conclusions = new ArrayList<>();
        for (Per per : List.of(Per.CLIENT, Per.CLIENT_AND_ACCOUNT)) {
            for (Subject subject : Subjects.of(per, counted, null)) {
                conclusions.addAll(of(subject, per, counted));
            }
        }
        for (Conclusion conclusion : List.copyOf(conclusions)) {
            conclusions.addAll(afterBan(conclusion.decision(), counted.appended()));
        }
        return conclusions;
    }

    /// The subjects for which the attempt counts, or is worth knowing, in another place. Whom no rule may touch is
    /// no
    /// evidence against anybody else.
    public List<Subject> elsewhere(CountedAttempt counted) {
        List<Subject> subjects = new ArrayList<>();
        for (Rule rule : rulebook.get().rules()) {
            if (!rule.per().isOfOneClient() && (rule.counts(counted.attempt()) || learns(rule, counted))) {
                Subjects.of(rule.per(), counted, rule.prefixes()).stream()
                        .filter(subject -> !subjects.contains(subject))
                        .forEach(subjects::add);
            }
        }
        boolean exempt = !subjects.isEmpty()
                && exemptions
                        .of(Network.of(counted.attempt().client()), counted.appended())
                        .isPresent();
        return exempt ? List.of() : subjects;
    }

    /// What it tips of what is counted for a subject other than its client.
    public List<Conclusion> of(Subject subject, CountedAttempt counted) {
        return of(subject, Subjects.per(subject), counted);
    }

    private List<Conclusion> of(Subject subject, Per per, CountedAttempt counted) {
        boolean success = counted.attempt().outcome() == Outcome.SUCCEEDED;
        String key = null;
        SubjectCounts known = null;
        SubjectCounts after = null;
        boolean learns = false;
        for (Rule rule : rulebook.get().rules()) {
            boolean looks = rule.per() == per
                    && (rule.counts(counted.attempt()) || success && (learns(rule, counted) || forgives(rule)));
            if (!looks) {
                continue;
            }
            if (key == null) { // only now is it worth a look-up
                key = subject.key();
                known = counts.get(key);
                after = known == null ? SubjectCounts.NONE : known;
            }
            if (rule.counts(counted.attempt())) {
                after = counter.count(rule, subject, counted, after);
            }
            after = success && forgives(rule) ? forgiven(rule, subject, counted, after) : after;
            learns |= learns(rule, counted);
        }
        if (learns) {
            after = after.with(
                    after.habits()
                            .with(counted.at(), Subjects.origin(subject, counted, rulebook.get()), counted.where()),
                    counted.appended().toEpochMilli());
        }
        List<Conclusion> conclusions = counter.conclusions();
        if (key != null && !after.equals(known == null ? SubjectCounts.NONE : known)) {
            counts.put(key, known, after);
        }
        return conclusions;
    }

    /// Whether the rule wants to know of successes without counting them.
    private static boolean learns(Rule rule, CountedAttempt counted) {
        boolean success = counted.attempt().outcome() == Outcome.SUCCEEDED;
        return success
                && switch (rule.per()) {
                    case ACCOUNT -> rule.count().isAboutHabits() || rule.then().action() != Action.ALERT;
                    case NETWORK -> rule.then().veto() != null;
                    case CLIENT, CLIENT_AND_ACCOUNT, ASN -> false;
                };
    }

    private static boolean forgives(Rule rule) {
        return rule.then().onSuccess() != OnSuccess.NOTHING;
    }

    private SubjectCounts forgiven(Rule rule, Subject subject, CountedAttempt success, SubjectCounts known) {
        RuleCount before = known.of(rule.name());
        if (before.equals(RuleCount.NONE)) {
            return known;
        }
        boolean inForce = before.ignores(success.at());
        if (inForce && rule.then().onSuccess() != OnSuccess.UNBAN) {
            return known;
        }
        if (inForce) {
            counter.add(Pardon.of(rule, subject, success));
        }
        return known.with(
                rule.name(), before.forgotten(success.at()), success.appended().toEpochMilli());
    }

    /// What a ban of a client tips of the rules that count bans; those never count their own.
    ///
    /// @param appended when the broker took in the attempt that led to it
    public List<Conclusion> afterBan(Decision ban, Instant appended) {
        List<Rule> rules = rulebook.get().rules();
        boolean counts = BANS.contains(ban.effect())
                && (ban.meant() == null)
                && rules.stream()
                        .noneMatch(rule ->
                                rule.count() == Count.BANS && rule.name().equals(ban.rule()));
        if (!counts || !(ban.subject() instanceof Subject.Client client)) {
            return List.of();
        }
        String key = client.key();
        SubjectCounts known = this.counts.get(key);
        SubjectCounts after = known == null ? SubjectCounts.NONE : known;
        for (Rule rule : rules) {
            if (rule.count() == Count.BANS) {
                after = counter.countBan(rule, client, ban, appended, after);
            }
        }
        if (!after.equals(known == null ? SubjectCounts.NONE : known)) {
            this.counts.put(key, known, after);
        }
        return counter.conclusions();
    }
}
