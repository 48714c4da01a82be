package io.postern.policy;

import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.Decision.Evidence;
import io.postern.events.Topic;
import io.postern.policy.counting.CountedFailure;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.Judge;
import io.postern.policy.rules.Rule;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Failures in, decisions out, and bans for those that shall be carried out.
final class CountProcessor extends ContextualProcessor<String, CountedFailure, String, Object> {

    private final Supplier<Rulebook> rulebook;
    private final Judge judge;
    private final Duration lateness;
    private final PolicyMetrics metrics;
    private KeyValueStore<String, RuleCount> counts;
    private AgendaTopology agenda;

    CountProcessor(Supplier<Rulebook> rulebook, Judge judge, Duration lateness, PolicyMetrics metrics) {
        this.rulebook = rulebook;
        this.judge = judge;
        this.lateness = lateness;
        this.metrics = metrics;
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
        for (Rule rule : rulebook.get().rules()) {
            if (rule.counts(record.value().attempt())) {
                count(rule, record);
            }
        }
    }

    private void count(Rule rule, Record<String, CountedFailure> record) {
        CountedFailure failure = record.value();
        Address client = failure.attempt().client();
        String key = client + "/" + rule.name();
        RuleCount known = counts.get(key);
        RuleCount before = known == null ? RuleCount.NONE : known;
        if (before.ignores(failure.at())) {
            return;
        }
        if (before.isLate(failure.at(), lateness)) {
            metrics.late();
            return;
        }
        RuleCount after = before.plus(failure, rule, lateness);
        Optional<Evidence> evidence = after.reached(rule);
        if (evidence.isPresent()) {
            Conclusion conclusion = judge.judge(rule, client, evidence.get(), failure.appended());
            if (after.isNews(conclusion.decision())) {
                publish(conclusion, record.timestamp());
            }
            after = after.after(conclusion.decision());
        }
        counts.put(key, after);
        if (known == null) {
            agenda.add(after.keepUntil(), key);
        }
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
