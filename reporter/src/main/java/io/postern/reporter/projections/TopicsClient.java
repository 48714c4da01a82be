package io.postern.reporter.projections;

import io.postern.events.Topic;
import io.postern.events.TopicCreation;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// What the reporter asks the broker beside records: that the topics are there, and where they end.
@Singleton
public class TopicsClient {

    /// The topics that are projected.
    public static final List<Topic<?>> PROJECTED = List.of(
            Topic.ENRICHED,
            Topic.PROFILES,
            Topic.COMMANDS,
            Topic.OUTCOMES,
            Topic.LISTS,
            Topic.DECISIONS,
            Topic.BANS,
            Topic.ENFORCEMENTS,
            Topic.HOSTS);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private Admin admin;

    @Inject
    TopicsClient(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /// @return warnings about topics that differ from their declaration
    /// @throws KafkaException when the broker is away; try again
    List<String> ensure() throws InterruptedException {
        try {
            List<Topic<?>> topics = new java.util.ArrayList<>(PROJECTED);
            topics.add(Topic.DEAD_LETTERS);
            return TopicCreation.ensure(admin(), topics);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause().getMessage(), e);
        }
    }

    /// The offset behind the last readable record of each projected partition.
    ///
    /// @throws KafkaException when the broker is away
    public Map<TopicPartition, Long> ends() {
        try {
            List<String> names = PROJECTED.stream().map(Topic::name).toList();
            var latest = within(admin().describeTopics(names).allTopicNames()).values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            return within(admin().listOffsets(latest, options).all()).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new KafkaException("no answer from the broker within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", e);
        }
    }

    private static <T> T within(org.apache.kafka.common.KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Made when first needed: a name that cannot be resolved yet must not end the process.
    private synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put("client.id", "postern-reporter-admin");
            settings.put("request.timeout.ms", (int) PATIENCE.toMillis());
            settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis() * 2);
            admin = Admin.create(settings);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
