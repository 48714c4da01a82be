package io.postern.auth;

import io.postern.events.Ban;
import io.postern.events.Event;
import io.postern.events.Network;
import io.postern.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes and reads a broker's topics as another service would.
public final class Records implements AutoCloseable {

    private final String servers;
    private final KafkaProducer<String, byte[]> producer;

    public Records(String servers) {
        this.servers = servers;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
    }

    public void ban(String network, Instant until) throws Exception {
        producer.send(banRecord(network, until)).get();
    }

    public void banAll(List<String> networks, Instant until) throws Exception {
        List<Future<RecordMetadata>> sent = networks.stream()
                .map(network -> producer.send(banRecord(network, until)))
                .toList();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    public void lift(String network) throws Exception {
        put(Topic.BANS.name(), Network.of(network).toString(), null);
    }

    public void put(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    public static ProducerRecord<String, byte[]> banRecord(String network, Instant until) {
        return Topic.BANS.record(new Ban(
                Network.of(network), until.minus(Duration.ofMinutes(10)), until, "logins", "decision-1", "3 failures"));
    }

    /// Everything that lies in the topic now.
    public <V extends Event> List<V> all(Topic<V> topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<V> values = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(topic.read(record.value()));
                }
            }
            return values;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
