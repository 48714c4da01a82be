package io.postern.auth.broker;

import static java.util.Map.entry;

import io.postern.events.Topic;
import io.postern.events.TopicCreation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The Kafka cluster, and clients for it with the settings that this service relies on.
///
/// @param servers as in `bootstrap.servers`
public record Broker(String servers) {

    /// How long one question to the cluster may take; whoever asks comes again.
    private static final int PATIENCE_MS = 10_000;

    private static final long BUFFER_BYTES = 4L * 1024 * 1024;

    /// @return warnings, see [TopicCreation]
    public List<String> ensureTopics(Collection<Topic<?>> topics) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.ofEntries(
                entry(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                entry(AdminClientConfig.CLIENT_ID_CONFIG, "postern-auth-topics"),
                entry(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2),
                entry(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS));
        try (Admin admin = Admin.create(settings)) {
            return TopicCreation.ensure(admin, topics);
        }
    }

    /// A reader that belongs to no group and keeps its place itself. A place that is no longer there is an
    /// exception, never a silent jump: whoever holds a copy must know that it has a gap.
    public Consumer<String, byte[]> reader(String clientId) {
        Map<String, Object> settings = Map.ofEntries(
                entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                entry(ConsumerConfig.CLIENT_ID_CONFIG, clientId),
                entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000),
                entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000),
                entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// An idempotent writer whose records wait for the broker as long as it takes, within a bounded memory: when
    /// that is full, or the partitions are unknown, `send` fails after a while.
    public Producer<String, byte[]> writer(String clientId) {
        Map<String, Object> settings = Map.ofEntries(
                entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                entry(ProducerConfig.CLIENT_ID_CONFIG, clientId),
                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                entry(ProducerConfig.ACKS_CONFIG, "all"),
                entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
                entry(ProducerConfig.LINGER_MS_CONFIG, 5),
                entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
                entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS / 5),
                entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE));
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
