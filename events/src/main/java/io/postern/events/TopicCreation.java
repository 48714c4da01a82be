package io.postern.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates the topics that are not there yet, as [Topic] declares them, with the broker's default replication.
///
/// What exists is never changed: an operator may have had reasons. Where it differs in a way that hurts, the difference
/// comes back as a warning, one sentence each.
public final class TopicCreation {

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
        admin.describeTopics(topics.stream().map(Topic::name).toList())
                .allTopicNames()
                .get()
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> ends.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        admin.listOffsets(ends).all().get();
    }

    private static NewTopic asNew(Topic<?> topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(topic.settings());
    }

    private static List<String> differences(Admin admin, Collection<Topic<?>> topics)
            throws ExecutionException, InterruptedException {
        List<String> names = topics.stream().map(Topic::name).toList();
        Map<String, TopicDescription> descriptions =
                admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(
                        names.stream().map(TopicCreation::resource).collect(Collectors.toSet()))
                .all()
                .get();
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
