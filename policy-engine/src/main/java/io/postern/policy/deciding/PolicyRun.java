package io.postern.policy.deciding;

import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.SpecialPurpose;
import io.postern.policy.counting.CountedFailure;
import io.postern.policy.counting.EventTime;
import io.postern.policy.counting.FreshFailures;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.counting.Tallies;
import io.postern.policy.counting.Tally;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The whole policy over a history, in memory and without a broker: what the engine would have decided had it taken in
/// each attempt at the moment at which it happened. Nothing is enforced.
///
/// The engine's own classes decide; only where they keep things is different. Memory goes with the attempts of the
/// stretch that the rules look back on, not with the history. For one thread.
public final class PolicyRun {

    private final Remembered<Tally> tallies = new Remembered<>(Tally::keepUntil);
    private final Remembered<RuleCount> counts = new Remembered<>(RuleCount::keepUntil);
    private final Remembered<Ban> bans = new Remembered<>(ban -> ban.until().toEpochMilli());
    private final FreshFailures failures;
    private final Decider decider;
    private long last = Long.MIN_VALUE;
    private long forgotten = Long.MIN_VALUE;
    private long counted;
    private long late;

    /// @param lateness how far out of order failures of one client may come
    public PolicyRun(Rulebook rulebook, OwnHosts ownHosts, SpecialPurpose specialPurpose, Duration lateness) {
        Exemptions exemptions = new Exemptions(() -> rulebook, new Standing(), ownHosts, specialPurpose);
        failures = new FreshFailures(() -> rulebook, lateness, new TalliesInMemory());
        decider = new Decider(() -> rulebook, exemptions, lateness, new CountsInMemory(), () -> late++);
    }

    /// What the attempt tips, if anything. A conclusion has a ban where the engine would have published one.
    public List<Conclusion> after(AttemptObserved attempt) {
        Instant at = EventTime.of(attempt.at(), attempt.at()).at();
        forget(at.toEpochMilli());
        Optional<CountedFailure> fresh = failures.of(attempt, at, at);
        if (fresh.isEmpty()) {
            return List.of();
        }
        counted += fresh.get().weight();
        return decider.after(fresh.get()).stream().map(this::published).toList();
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
        public RuleCount get(String key) {
            return counts.get(key);
        }

        @Override
        public void put(String key, RuleCount before, RuleCount after) {
            counts.put(key, after);
        }
    }
}
