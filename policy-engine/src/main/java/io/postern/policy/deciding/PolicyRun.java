package io.postern.policy.deciding;

import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.SpecialPurpose;
import io.postern.events.Subject;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.counting.EventTime;
import io.postern.policy.counting.FreshAttempts;
import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.counting.Tallies;
import io.postern.policy.counting.Tally;
import io.postern.policy.counting.Where;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The whole policy over a history, in memory and without a broker: what the engine would have decided had it taken in
/// each attempt at the moment at which it happened. Nothing is enforced.
///
/// The engine's own classes decide; only where they keep things is different. Memory goes with the attempts of the
/// stretch that the rules look back on, not with the history. For one thread.
public final class PolicyRun {

    private final Remembered<Tally> tallies = new Remembered<>(Tally::keepUntil);
    private final Remembered<SubjectCounts> counts = new Remembered<>(SubjectCounts::keepUntil);
    private final Remembered<Ban> bans = new Remembered<>(ban -> ban.until().toEpochMilli());
    private final FreshAttempts fresh;
    private final Decider decider;
    private long last = Long.MIN_VALUE;
    private long forgotten = Long.MIN_VALUE;
    private long counted;
    private long late;

    /// @param lateness how far out of order failures of one client may come
    public PolicyRun(Rulebook rulebook, OwnHosts ownHosts, SpecialPurpose specialPurpose, Duration lateness) {
        Exemptions exemptions = new Exemptions(() -> rulebook, new Standing(), ownHosts, specialPurpose);
        fresh = new FreshAttempts(() -> rulebook, lateness, new TalliesInMemory());
        decider = new Decider(() -> rulebook, exemptions, lateness, new CountsInMemory(), () -> late++);
    }

    /// What the attempt tips when nothing is known of where its client is.
    public List<Conclusion> after(AttemptObserved attempt) {
        return after(attempt, Where.UNKNOWN);
    }

    public List<Conclusion> after(AttemptEnriched enriched) {
        return after(enriched.attempt(), Where.of(enriched.profile()));
    }

    /// What the attempt tips, if anything. A conclusion has a ban where the engine would have published one.
    private List<Conclusion> after(AttemptObserved attempt, Where where) {
        Instant at = EventTime.of(attempt.at(), attempt.at()).at();
        forget(at.toEpochMilli());
        Optional<CountedAttempt> news = fresh.of(attempt, where, at, at);
        if (news.isEmpty()) {
            return List.of();
        }
        counted += attempt.outcome().isFailure() ? news.get().weight() : 0;
        List<Conclusion> conclusions = new ArrayList<>(decider.ofClient(news.get()));
        List<Conclusion> others = new ArrayList<>();
        for (Subject subject : decider.elsewhere(news.get())) {
            others.addAll(decider.of(subject, news.get()));
        }
        conclusions.addAll(others);
        others.forEach(other -> conclusions.addAll(decider.afterBan(other.decision(), at)));
        return conclusions.stream().map(this::published).toList();
    }

    /// Failures that were counted, each try once.
    public long counted() {
        return counted;
    }

    /// Failures too far out of order to be counted.
    public long late() {
        return late;
    }

    /// Entries in memory.
    int size() {
        return tallies.size() + counts.size() + bans.size();
    }

    private Conclusion published(Conclusion conclusion) {
        if (conclusion.decision().effect() == Effect.LIFTED) {
            lift(conclusion.decision());
        }
        if (conclusion.ban().isEmpty()) {
            return conclusion;
        }
        Ban ban = conclusion.ban().get();
        String network = ban.network().toString();
        if (!ban.outlasts(bans.get(network))) {
            return new Conclusion(conclusion.decision(), Optional.empty());
        }
        bans.put(network, ban);
        return conclusion;
    }

    private void lift(Decision decision) {
        bans.remove(
                decision.network().orElseThrow().toString(), ban -> ban.rule().equals(decision.rule()));
    }

    /// One stamp that has gone astray forgets nothing: it takes two to move the time.
    private void forget(long at) {
        long now = Math.min(at, last);
        if (now != forgotten) {
            tallies.forget(now);
            counts.forget(now);
            bans.forget(now);
            forgotten = now;
        }
        last = at;
    }

    private final class TalliesInMemory implements Tallies {

        @Override
        public Tally get(String key) {
            return tallies.get(key);
        }

        @Override
        public void put(String key, Tally tally) {
            tallies.put(key, tally);
        }
    }

    private final class CountsInMemory implements Counts {

        @Override
        public SubjectCounts get(String key) {
            return counts.get(key);
        }

        @Override
        public void put(String key, SubjectCounts before, SubjectCounts after) {
            counts.put(key, after);
        }
    }
}
