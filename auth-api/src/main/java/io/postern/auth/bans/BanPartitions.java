package io.postern.auth.bans;

import io.postern.events.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/// Which partitions a reader reads, and whether it has come to their ends.
///
/// It asks the broker for the ends as they are now; once the reader stands there, everything that existed at that
/// moment is known. Whoever never gets an answer never claims so.
final class BanPartitions {

    private static final Logger LOG = Logger.getLogger(BanPartitions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Consumer<String, byte[]> consumer;
    private final Clock clock;

    private Map<TopicPartition, Long> ends = Map.of();
    private Instant askedAt;
    private Instant nextAsk = Instant.MIN;
    private boolean away;

    BanPartitions(Consumer<String, byte[]> consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    /// Asks for partitions and ends when it is time and the last answer is used up. Partitions seen for the first
    /// time are read from their beginning.
    void askWhenDue(Duration every) {
        Instant now = clock.instant();
        if (!ends.isEmpty() || now.isBefore(nextAsk)) {
            return;
        }
        nextAsk = now.plus(every);
        try {
            adopt(currentPartitions());
            ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
            askedAt = now;
            noteAway(false, null);
        } catch (TimeoutException e) {
            noteAway(true, e);
            nextAsk = clock.instant().plus(AGAIN);
        }
    }

    /// Whether everything is read that there was at [#askedAt]; true once for each answer of the broker.
    boolean reachedEnds() {
        if (ends.isEmpty()) {
            return false;
        }
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey(), PATIENCE) < end.getValue()) {
                return false;
            }
        }
        ends = Map.of();
        return true;
    }

    Instant askedAt() {
        return askedAt;
    }

    int count() {
        return consumer.assignment().size();
    }

    private Set<TopicPartition> currentPartitions() {
        return consumer.partitionsFor(Topic.BANS.name(), PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private void adopt(Set<TopicPartition> partitions) {
        Set<TopicPartition> added = new HashSet<>(partitions);
        added.removeAll(consumer.assignment());
        if (added.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added, PATIENCE);
        if (!consumer.assignment().isEmpty()) {
            LOG.infof("Partitions were added: topic=%s partitions=%d", Topic.BANS.name(), partitions.size());
        }
        consumer.assign(partitions); // the others keep their place
        beginnings.forEach(consumer::seek);
    }

    private void noteAway(boolean nowAway, TimeoutException why) {
        if (nowAway && !away) {
            LOG.warnf("The broker does not answer; going on with the bans in memory: %s", why.getMessage());
        } else if (!nowAway && away) {
            LOG.info("The broker answers again");
        }
        away = nowAway;
    }
}
