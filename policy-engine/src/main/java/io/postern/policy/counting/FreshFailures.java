package io.postern.policy.counting;

import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Attempts in, failures out that nobody told before, each with the time at which it counts.
public final class FreshFailures {

    private final Supplier<Rulebook> rulebook;
    private final Duration lateness;
    private final Correlator correlator;

    /// @param lateness how far out of order failures of one client may come
    public FreshFailures(Supplier<Rulebook> rulebook, Duration lateness, Tallies tallies) {
        this.rulebook = rulebook;
        this.lateness = lateness;
        this.correlator = new Correlator(tallies);
    }

    /// Empty when the attempt is no failure, or one that was told already.
    ///
    /// @param at event time
    /// @param appended when the attempt was taken in
    public Optional<CountedFailure> of(AttemptObserved attempt, Instant at, Instant appended) {
        if (attempt.outcome() == Outcome.SUCCEEDED) {
            return Optional.empty();
        }
        long keepUntil = appended.plus(lateness.multipliedBy(2))
                .plus(rulebook.get().longestWithin())
                .toEpochMilli();
        int weight = correlator.news(attempt, at, keepUntil);
        // What is no failure is remembered all the same: a source that knows less will tell of it as one.
        return weight > 0 && attempt.outcome().isFailure()
                ? Optional.of(new CountedFailure(attempt, at, appended, weight))
                : Optional.empty();
    }
}
