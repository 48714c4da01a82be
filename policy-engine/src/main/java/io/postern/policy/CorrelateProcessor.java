package io.postern.policy;

import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.counting.EventTime;
import io.postern.policy.counting.FreshAttempts;
import io.postern.policy.counting.Tallies;
import io.postern.policy.counting.Tally;
import io.postern.policy.counting.Where;
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

/// Attempts in; out come failures that nobody told before, and successes, each with the time at which it counts.
final class CorrelateProcessor extends ContextualProcessor<String, AttemptEnriched, String, CountedAttempt>
        implements Tallies {

    private final PolicyMetrics metrics;
    private final AheadClocks aheadClocks = new AheadClocks();
    private final FreshAttempts fresh;
    private KeyValueStore<String, Tally> tallies;
    private AgendaTopology agenda;

    CorrelateProcessor(Supplier<Rulebook> rulebook, Duration lateness, PolicyMetrics metrics) {
        this.metrics = metrics;
        this.fresh = new FreshAttempts(rulebook, lateness, this);
    }

    @Override
    public void init(ProcessorContext<String, CountedAttempt> context) {
        super.init(context);
        tallies = context.getStateStore(StateTopology.TALLIES);
        agenda = new AgendaTopology(context.getStateStore(StateTopology.AGENDA), AgendaTopology.Kind.TALLY);
        context.schedule(PolicyTopology.TIDY_EVERY, PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public void process(Record<String, AttemptEnriched> record) {
        AttemptObserved attempt = record.value().attempt();
        Instant appended = Instant.ofEpochMilli(record.timestamp());
        EventTime time = EventTime.of(attempt.at(), appended);
        if (time.ahead().isPositive()) {
            metrics.clamped();
            aheadClocks.seen(attempt.host(), time.ahead(), appended);
        }
        Optional<CountedAttempt> news =
                fresh.of(attempt, Where.of(record.value().profile()), time.at(), appended);
        if (news.isPresent()) {
            metrics.counted(attempt.outcome().isFailure() ? news.get().weight() : 0);
            context().forward(record.withValue(news.get()));
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
