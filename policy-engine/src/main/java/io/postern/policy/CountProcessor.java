package io.postern.policy;

import io.postern.events.Ban;
import io.postern.events.Topic;
import io.postern.policy.counting.CountedFailure;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.Counts;
import io.postern.policy.deciding.Decider;
import io.postern.policy.deciding.Exemptions;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Failures in, decisions out, and bans for those that shall be carried out.
final class CountProcessor extends ContextualProcessor<String, CountedFailure, String, Object> implements Counts {

    private final PolicyMetrics metrics;
    private final Decider decider;
    private KeyValueStore<String, RuleCount> counts;
    private AgendaTopology agenda;

    CountProcessor(Supplier<Rulebook> rulebook, Exemptions exemptions, Duration lateness, PolicyMetrics metrics) {
        this.metrics = metrics;
        this.decider = new Decider(rulebook, exemptions, lateness, this, metrics::late);
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        counts = context.getStateStore(StateTopology.COUNTS);
        agenda = new AgendaTopology(context.getStateStore(StateTopology.AGENDA), AgendaTopology.Kind.COUNT);
        context.schedule(PolicyTopology.TIDY_EVERY, PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public void process(Record<String, CountedFailure> record) {
        decider.after(record.value()).forEach(conclusion -> publish(conclusion, record.timestamp()));
    }

    @Override
    public RuleCount get(String key) {
        return counts.get(key);
    }

    @Override
    public void put(String key, RuleCount before, RuleCount after) {
        if (before == null) {
            agenda.add(after.keepUntil(), key);
        }
        counts.put(key, after);
    }

    private void publish(Conclusion conclusion, long timestamp) {
        metrics.decided(conclusion.decision());
        context()
                .forward(
                        new Record<>(
                                Topic.DECISIONS.key().apply(conclusion.decision()), conclusion.decision(), timestamp),
                        PolicyTopology.DECISIONS);
        if (conclusion.ban().isPresent()) {
            Ban ban = conclusion.ban().get();
            context().forward(new Record<>(Topic.BANS.key().apply(ban), ban, timestamp), PolicyTopology.BAN);
        }
    }

    /// By the broker's time, so that a backlog is counted as it would have been live.
    private void forget(long now) {
        for (String key : agenda.takeDue(now)) {
            RuleCount count = counts.get(key);
            if (count == null) {
                continue;
            }
            if (count.keepUntil() > now) {
                agenda.add(count.keepUntil(), key);
            } else {
                counts.delete(key);
            }
        }
    }
}
