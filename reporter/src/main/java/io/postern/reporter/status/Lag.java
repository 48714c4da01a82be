package io.postern.reporter.status;

import io.postern.events.Topic;
import io.postern.reporter.projections.TopicsClient;
import io.postern.reporter.status.Status.TopicState;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/// How far the projections are behind the topics.
final class Lag {

    private Lag() {}

    /// @param ends null while the broker is away
    static List<TopicState> byTopic(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        return TopicsClient.PROJECTED.stream()
                .map(Topic::name)
                .map(topic -> of(topic, ends, positions))
                .toList();
    }

    private static TopicState of(String topic, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        Predicate<Map.Entry<TopicPartition, Long>> ofTopic =
                entry -> entry.getKey().topic().equals(topic);
        long position = positions.entrySet().stream()
                .filter(ofTopic)
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (ends == null) {
            return new TopicState(topic, position, null, null);
        }
        long end = 0;
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> each :
                ends.entrySet().stream().filter(ofTopic).toList()) {
            end += each.getValue();
            lag += Math.max(0, each.getValue() - positions.getOrDefault(each.getKey(), 0L));
        }
        return new TopicState(topic, position, end, lag);
    }
}
