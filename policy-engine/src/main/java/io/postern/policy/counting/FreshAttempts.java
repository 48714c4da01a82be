package io.postern.policy.counting;

import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.policy.rules.Count;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Attempts in; out come failures that nobody told before, and successes, each with the time at which it counts.
public final class FreshAttempts {

    private final Supplier<Rulebook> rulebook;
    private final Duration lateness;
    private final Correlator correlator;

    /// @param lateness how far out of order attempts of one client may come
    public FreshAttempts(Supplier<Rulebook> rulebook, Duration lateness, Tallies tallies) {
        this.rulebook = rulebook;
        this.lateness = lateness;
        this.correlator = new Correlator(tallies);
    }

    /// Empty when the attempt is neither failure nor success, or was told already.
    ///
    /// @param at event time
    /// @param appended when the attempt was taken in
    public Optional<CountedAttempt> of(AttemptObserved attempt, Where where, Instant at, Instant appended) {
        boolean success = attempt.outcome() == Outcome.SUCCEEDED;
        int weight = success && !countsSuccesses() ? attempt.attempts() : news(attempt, at, appended);
        // What is no failure is remembered all the same: a source that knows less will tell of it as one.
        return weight > 0 && (success || attempt.outcome().isFailure())
                ? Optional.of(new CountedAttempt(attempt, where, at, appended, weight))
                : Optional.empty();
    }

    /// A success told twice harms nobody unless they are added up; most attempts are successes.
    private boolean countsSuccesses() {
        return rulebook.get().rules().stream().anyMatch(rule -> rule.count() == Count.SUCCESSES);
    }

    /// Whoever looks back further than the lateness recognises a repeated attempt by its id, among the newest it kept.
    private int news(AttemptObserved attempt, Instant at, Instant appended) {
        Duration longest = rulebook.get().longestWithin();
        Duration more = longest.compareTo(lateness) < 0 ? longest : lateness;
        return correlator.news(
                attempt, at, appended.plus(lateness.multipliedBy(2)).plus(more).toEpochMilli());
    }
}
