package io.postern.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Creates the topics that are not there yet, as [Topic] declares them, with the broker's default replication.
///
/// What exists is never changed: an operator may have had reasons. Where it differs in a way that hurts, the difference
/// comes back as a warning, one sentence each.
public final class TopicCreation {

    private static final int TRIES = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private TopicCreation() {}

    /// @return warnings about existing topics; empty when all is as declared
    /// @throws ExecutionException when the broker is away or refuses; try again
    public static List<String> ensure(Admin admin, Collection<Topic<?>> topics)
            throws ExecutionException, InterruptedException {
        for (var creation : admin.createTopics(
                        topics.stream().map(TopicCreation::asNew).toList())
                .values()
                .values()) {
            try {
                creation.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitLeaders(admin, topics);
        return differences(admin, topics);
    }

    /// Waits until the leader of each partition answers for it.
    ///
    /// A topic exists a moment before its brokers take records for it. In that moment the first batch of an
    /// idempotent producer can be refused and the second taken, and then no retry of the first is ever accepted:
    /// the partition is stuck until delivery.timeout.ms, which here is for ever.
    private static void awaitLeaders(Admin admin, Collection<Topic<?>> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        known(() -> admin.describeTopics(topics.stream().map(Topic::name).toList())
                        .allTopicNames())
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> ends.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        known(() -> admin.listOffsets(ends).all());
    }

    /// Asks again for a while when a broker has not heard yet of a topic that was just created.
    private static <T> T known(Supplier<KafkaFuture<T>> question) throws ExecutionException, InterruptedException {
        for (int tries = 1; true; tries++) {
            try {
                return question.get().get();
            } catch (ExecutionException e) {
                if (tries == TRIES || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private static NewTopic asNew(Topic<?> topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(topic.settings());
    }

    private static List<String> differences(Admin admin, Collection<Topic<?>> topics)
            throws ExecutionException, InterruptedException {
        List<String> names = topics.stream().map(Topic::name).toList();
        Map<String, TopicDescription> descriptions =
                known(() -> admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = known(() -> admin.describeConfigs(
                        names.stream().map(TopicCreation::resource).collect(Collectors.toSet()))
                .all());
        List<String> warnings = new ArrayList<>();
        for (Topic<?> topic : topics) {
            int partitions = descriptions.get(topic.name()).partitions().size();
            if (partitions < topic.partitions()) {
                warnings.add("topic " + topic.name() + " has " + partitions + " partitions, fewer than the declared "
                        + topic.partitions() + ": it cannot spread as far, and topics that share a key must have the "
                        + "same number");
            }
            topic.settings().forEach((setting, declared) -> {
                String actual = configs.get(resource(topic.name())).get(setting).value();
                if (!setting.equals("retention.ms") && !sameSetting(actual, declared)) {
                    warnings.add("topic " + topic.name() + " has " + setting + "=" + actual + " instead of " + declared
                            + ": left as it is");
                }
            });
        }
        return warnings;
    }

    /// `delete,compact` is `compact,delete`.
    private static boolean sameSetting(String actual, String declared) {
        return List.of(actual.split(",")).containsAll(List.of(declared.split(",")))
                && actual.length() == declared.length();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
