package io.postern.policy;

import io.postern.events.Decision.Effect;
import io.postern.events.Network;
import io.postern.events.Subject;
import io.postern.events.Topic;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.Decider;
import io.postern.policy.deciding.Exemptions;
import io.postern.policy.rules.Rulebook;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Counts what is counted per account, network or autonomous system. Decisions go out from here; what is to be done
/// about a client or network goes to where its bans are looked after.
final class SubjectProcessor extends ContextualProcessor<String, CountedAttempt, String, Object> {

    private final PolicyMetrics metrics;
    private final CountsTopology counts = new CountsTopology();
    private final Decider decider;

    SubjectProcessor(Supplier<Rulebook> rulebook, Exemptions exemptions, Duration lateness, PolicyMetrics metrics) {
        this.metrics = metrics;
        this.decider = new Decider(rulebook, exemptions, lateness, counts, metrics::late);
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        counts.open(context, StateTopology.SUBJECT_COUNTS, StateTopology.SUBJECT_AGENDA);
        counts.tidy(context, PolicyTopology.TIDY_EVERY);
    }

    @Override
    public void process(Record<String, CountedAttempt> record) {
        for (Conclusion conclusion : decider.of(Subject.of(record.key()), record.value())) {
            metrics.decided(conclusion.decision());
            context()
                    .forward(
                            new Record<>(
                                    Topic.DECISIONS.key().apply(conclusion.decision()),
                                    conclusion.decision(),
                                    record.timestamp()),
                            PolicyTopology.SUBJECT_DECISIONS);
            boolean isOver = conclusion.decision().effect() == Effect.EXPIRED;
            if (conclusion.ban().isPresent() || isOver) {
                conclusion
                        .decision()
                        .network()
                        .ifPresent(network -> context()
                                .forward(
                                        new Record<>(owner(network), conclusion, record.timestamp()),
                                        PolicyTopology.TO_CLIENTS));
            }
        }
    }

    /// The key under which a network's bans come together; of one address, the client's own.
    static String owner(Network network) {
        return network.equals(Network.of(network.base())) ? network.base().toString() : network.toString();
    }
}
