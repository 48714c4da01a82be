package io.postern.policy;

import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.ClientProfile;
import io.postern.events.Topic;
import io.postern.policy.counting.EventTime;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.ListJudge;
import io.postern.policy.deciding.Listed;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Enriched attempts in, and profiles that have grown since; what the lists conclude out.
final class ListProcessor extends ContextualProcessor<String, Object, String, Object> {

    private final ListJudge judge;
    private final PolicyMetrics metrics;
    private KeyValueStore<String, Listed> listed;
    private AgendaTopology agenda;

    ListProcessor(ListJudge judge, PolicyMetrics metrics) {
        this.judge = judge;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        listed = context.getStateStore(StateTopology.LISTED);
        agenda = new AgendaTopology(context.getStateStore(StateTopology.AGENDA), AgendaTopology.Kind.LISTED);
        context.schedule(PolicyTopology.TIDY_EVERY, PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public void process(Record<String, Object> record) {
        if (judge.isIdle()) {
            return;
        }
        if (record.value() instanceof AttemptEnriched enriched) {
            Instant appended = Instant.ofEpochMilli(record.timestamp());
            AttemptObserved attempt = enriched.attempt();
            Instant at = EventTime.of(attempt.at(), appended).at();
            look(attempt, enriched.profile(), at, appended, record.timestamp());
        } else if (record.value() instanceof ClientProfile profile) {
            Listed known = listed.get(profile.client().toString());
            AttemptObserved waiting = known == null ? null : known.attempt();
            if (waiting != null) {
                look(
                        waiting,
                        profile,
                        Instant.ofEpochMilli(known.at()),
                        Instant.ofEpochMilli(known.appended()),
                        record.timestamp());
            }
        }
    }

    private void look(AttemptObserved attempt, ClientProfile profile, Instant at, Instant appended, long timestamp) {
        String key = attempt.client().toString();
        Listed known = listed.get(key);
        Listed before = known == null ? Listed.NOTHING : known;
        ListJudge.Outcome outcome = judge.after(attempt, profile, at, appended, before);
        Listed after = outcome.listed();
        if (!after.equals(before)) {
            if (known == null) {
                agenda.add(after.keepUntil(), key);
            }
            listed.put(key, after);
        }
        outcome.conclusion().ifPresent(conclusion -> publish(conclusion, timestamp));
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

    private void forget(long now) {
        for (String key : agenda.takeDue(now)) {
            Listed known = listed.get(key);
            if (known == null) {
                continue;
            }
            if (known.keepUntil() > now) {
                agenda.add(known.keepUntil(), key);
            } else {
                listed.delete(key);
            }
        }
    }
}
