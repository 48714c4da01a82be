package io.postern.collector.shipping;

import static java.util.Map.entry;

import io.postern.events.Topic;
import io.postern.events.TopicCreation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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

/// The Kafka cluster, and clients for it that suit an agent beside a mail server: small buffers, slow reconnects.
///
/// @param servers as in `bootstrap.servers`
public record Broker(String servers) {

    private static final int PATIENCE_MS = 5_000;

    /// @param more beyond those that every collector writes
    /// @return warnings, see [TopicCreation]
    public List<String> ensureTopics(List<Topic<?>> more) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "postern-collector-topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS);
        try (Admin admin = Admin.create(settings)) {
            List<Topic<?>> topics = new ArrayList<>(List.of(Topic.ATTEMPTS, Topic.MAILFLOW, Topic.HOSTS));
            topics.addAll(more);
            return TopicCreation.ensure(admin, topics);
        }
    }

    /// A reader of bans that belongs to no group and keeps its place itself. A place that is no longer there is an
    /// exception, never a silent jump. A ban is fetched as soon as it is committed: the broker answers a fetch that
    /// waits with the first byte.
    public Consumer<String, byte[]> banReader() {
        Map<String, Object> settings = Map.ofEntries(
                entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                entry(ConsumerConfig.CLIENT_ID_CONFIG, "postern-collector-bans"),
                entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
                entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500),
                entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 << 20),
                entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 << 10),
                entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000),
                entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
                entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000),
                entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// An idempotent writer. One request at a time: order needs no sequence to be repaired, and a host's attempts fit
    /// in.
    /// What is not delivered in time is read from the log again.
    public Producer<String, byte[]> writer() {
        Map<String, Object> settings = Map.ofEntries(
                entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                entry(ProducerConfig.CLIENT_ID_CONFIG, "postern-collector"),
                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                entry(ProducerConfig.ACKS_CONFIG, "all"),
                entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
                entry(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1), // small tables: most batches are small
                entry(ProducerConfig.LINGER_MS_CONFIG, 0), // what may wait was gathered already
                entry(ProducerConfig.BATCH_SIZE_CONFIG, 16_384),
                entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 4 << 20),
                entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000),
                entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000),
                entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
                entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000),
                entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, TimeUnit.DAYS.toMillis(3650)));
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
