package io.postern.policy;

import io.postern.events.AttemptObserved;
import io.postern.policy.counting.CountedFailure;
import io.postern.policy.counting.EventTime;
import io.postern.policy.counting.FreshFailures;
import io.postern.policy.counting.Tallies;
import io.postern.policy.counting.Tally;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Attempts in, failures out that nobody told before, each with the time at which it counts.
final class CorrelateProcessor extends ContextualProcessor<String, AttemptObserved, String, CountedFailure>
        implements Tallies {

    private final PolicyMetrics metrics;
    private final AheadClocks aheadClocks = new AheadClocks();
    private final FreshFailures failures;
    private KeyValueStore<String, Tally> tallies;
    private AgendaTopology agenda;

    CorrelateProcessor(Supplier<Rulebook> rulebook, Duration lateness, PolicyMetrics metrics) {
        this.metrics = metrics;
        this.failures = new FreshFailures(rulebook, lateness, this);
    }

    @Override
    public void init(ProcessorContext<String, CountedFailure> context) {
        super.init(context);
        tallies = context.getStateStore(StateTopology.TALLIES);
        agenda = new AgendaTopology(context.getStateStore(StateTopology.AGENDA), AgendaTopology.Kind.TALLY);
        context.schedule(PolicyTopology.TIDY_EVERY, PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public void process(Record<String, AttemptObserved> record) {
        AttemptObserved attempt = record.value();
        Instant appended = Instant.ofEpochMilli(record.timestamp());
        EventTime time = EventTime.of(attempt.at(), appended);
        if (time.ahead().isPositive()) {
            metrics.clamped();
            aheadClocks.seen(attempt.host(), time.ahead(), appended);
        }
        Optional<CountedFailure> fresh = failures.of(attempt, time.at(), appended);
        if (fresh.isPresent()) {
            metrics.counted(fresh.get().weight());
            context().forward(record.withValue(fresh.get()));
        } else if (attempt.outcome().isFailure()) {
            metrics.toldAlready();
        }
    }

    @Override
    public Tally get(String key) {
        return tallies.get(key);
    }

    @Override
    public void put(String key, Tally tally) {
        if (tallies.get(key) == null) {
            agenda.add(tally.keepUntil(), key);
        }
        tallies.put(key, tally);
    }

    /// By the broker's time, so that a backlog is counted as it would have been live.
    private void forget(long now) {
        for (String key : agenda.takeDue(now)) {
            Tally tally = tallies.get(key);
            if (tally == null) {
                continue;
            }
            if (tally.keepUntil() > now) {
                agenda.add(tally.keepUntil(), key);
            } else {
                tallies.delete(key);
            }
        }
    }
}
