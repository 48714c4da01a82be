package io.postern.cli.brokers;

import io.postern.events.EventFormatException;
import io.postern.events.HostReport;
import io.postern.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What a host has said of itself last, and when the broker wrote it down: two clocks side by side.
///
/// @param taken by the broker's clock
public record Heartbeats(HostReport report, Instant taken) {

    /// Looked at from the end; heartbeats of a hundred hosts in three minutes.
    private static final long RECORDS = 2_000;

    /// How far the host's clock was ahead of the broker's, less the way between them.
    public Duration ahead() {
        return Duration.between(taken, report.at());
    }

    /// @return empty when there is none of this host among the newest
    public static Optional<Heartbeats> newest(Brokers brokers, String host) throws Brokers.SilentException {
        int millis = Math.toIntExact(brokers.patience().toMillis());
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers.servers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "postern-doctor",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis);
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            return newest(consumer, host, brokers.patience());
        } catch (KafkaException e) {
            throw brokers.silent(e);
        }
    }

    private static Optional<Heartbeats> newest(Consumer<String, byte[]> consumer, String host, Duration patience) {
        TopicPartition hosts = new TopicPartition(Topic.HOSTS.name(), 0);
        consumer.assign(List.of(hosts));
        long end = consumer.endOffsets(List.of(hosts)).get(hosts);
        long begin = consumer.beginningOffsets(List.of(hosts)).get(hosts);
        consumer.seek(hosts, Math.max(begin, end - RECORDS));
        Optional<Heartbeats> newest = Optional.empty();
        while (consumer.position(hosts) < end) {
            var records = consumer.poll(patience);
            if (records.isEmpty()) {
                return newest;
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                if (host.equals(record.key()) && record.value() != null) {
                    newest = read(record);
                }
            }
        }
        return newest;
    }

    private static Optional<Heartbeats> read(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(
                    new Heartbeats(Topic.HOSTS.read(record.value()), Instant.ofEpochMilli(record.timestamp())));
        } catch (EventFormatException e) {
            return Optional.empty();
        }
    }
}
