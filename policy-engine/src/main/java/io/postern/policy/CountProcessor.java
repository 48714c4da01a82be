package io.postern.policy;

import io.postern.events.Topic;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.Decider;
import io.postern.policy.deciding.Exemptions;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Attempts in, decisions out, and bans for those that shall be carried out: of what is counted per client. What is
/// counted for others goes on to where theirs come together; what follows for a client there comes back to here.
final class CountProcessor extends ContextualProcessor<String, Object, String, Object> {

    private final PolicyMetrics metrics;
    private final CountsTopology counts = new CountsTopology();
    private final Decider decider;

    CountProcessor(Supplier<Rulebook> rulebook, Exemptions exemptions, Duration lateness, PolicyMetrics metrics) {
        this.metrics = metrics;
        this.decider = new Decider(rulebook, exemptions, lateness, counts, metrics::late);
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        counts.open(context, StateTopology.COUNTS, StateTopology.AGENDA);
        counts.tidy(context, PolicyTopology.TIDY_EVERY);
    }

    @Override
    public void process(Record<String, Object> record) {
        switch (record.value()) {
            case CountedAttempt counted -> {
                publish(decider.ofClient(counted), record.timestamp());
                decider.elsewhere(counted)
                        .forEach(subject ->
                                context().forward(record.withKey(subject.key()), PolicyTopology.TO_SUBJECTS));
            }
            case Conclusion elsewhere -> {
                carryOut(elsewhere, record.timestamp());
                publish(
                        decider.afterBan(elsewhere.decision(), Instant.ofEpochMilli(record.timestamp())),
                        record.timestamp());
            }
            default ->
                throw new IllegalStateException(
                        "nothing to count in a " + record.value().getClass());
        }
    }

    private void publish(List<Conclusion> conclusions, long timestamp) {
        for (Conclusion conclusion : conclusions) {
            metrics.decided(conclusion.decision());
            context()
                    .forward(
                            new Record<>(
                                    Topic.DECISIONS.key().apply(conclusion.decision()),
                                    conclusion.decision(),
                                    timestamp),
                            PolicyTopology.DECISIONS);
            carryOut(conclusion, timestamp);
        }
    }

    private void carryOut(Conclusion conclusion, long timestamp) {
        context().forward(new Record<>("", conclusion, timestamp), PolicyTopology.BAN);
    }
}
