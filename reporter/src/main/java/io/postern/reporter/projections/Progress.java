package io.postern.reporter.projections;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.postern.events.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// How the projections are doing: one state, a few metrics, and one line in the log when it changes.
final class Progress {

    private static final Logger LOG = Logger.getLogger(Progress.class);

    private final Map<String, AtomicLong> lagByTopic = new HashMap<>();
    private final Counter rows;
    private final Counter setbacks;
    private volatile ProjectionState state = ProjectionState.STARTING;

    Progress(MeterRegistry metrics) {
        for (Topic<?> topic : TopicsClient.PROJECTED) {
            lagByTopic.put(
                    topic.name(),
                    metrics.gauge("postern.reporter.lag.records", Tags.of("topic", topic.name()), new AtomicLong()));
        }
        rows = metrics.counter("postern.reporter.rows");
        setbacks = metrics.counter("postern.reporter.setbacks");
    }

    ProjectionState state() {
        return state;
    }

    void running() {
        if (state != ProjectionState.RUNNING) {
            LOG.infof("projections run: before=%s", state);
            state = ProjectionState.RUNNING;
        }
    }

    void waiting(RuntimeException why) {
        setbacks.increment();
        if (state == ProjectionState.RUNNING) {
            LOG.warnf("projections wait and try again: why=%s", why.getMessage());
            state = ProjectionState.WAITING;
        } else {
            LOG.debugf("projections still wait: why=%s", why.getMessage());
        }
    }

    void ended(ProjectionState end) {
        state = end;
    }

    void stored(Batch batch) {
        rows.increment(batch.rows());
    }

    /// Of the partitions that this replica projects.
    void report(Consumer<String, byte[]> consumer) {
        Map<String, Long> lags = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            lags.merge(partition.topic(), consumer.currentLag(partition).orElse(0), Long::sum);
        }
        lagByTopic.forEach((topic, lag) -> lag.set(lags.getOrDefault(topic, 0L)));
    }
}
