package io.postern.policy;

import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.deciding.Counts;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// Counts in a store, which are forgotten when nobody will ask for them any more.
final class CountsTopology implements Counts {

    private KeyValueStore<String, SubjectCounts> counts;
    private AgendaTopology agenda;

    void open(ProcessingContext context, String store, String agendaStore) {
        counts = context.getStateStore(store);
        agenda = new AgendaTopology(context.getStateStore(agendaStore), AgendaTopology.Kind.COUNT);
    }

    /// @param every in the broker's time, so that a backlog is counted as it would have been live
    void tidy(ProcessingContext context, Duration every) {
        context.schedule(every, PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public SubjectCounts get(String key) {
        return counts.get(key);
    }

    @Override
    public void put(String key, SubjectCounts before, SubjectCounts after) {
        if (before == null) {
            agenda.add(after.keepUntil(), key);
        }
        counts.put(key, after);
    }

    private void forget(long now) {
        for (String key : agenda.takeDue(now)) {
            SubjectCounts count = counts.get(key);
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
