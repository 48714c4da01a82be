package io.postern.policy;

import io.postern.events.AttemptObserved;
import io.postern.events.Event;
import io.postern.events.Topic;
import java.time.Duration;
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

/// What a test writes to and reads from a broker. Reads only what is committed.
final class Records implements AutoCloseable {

    private final String servers;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();

    Records(String servers) {
        this.servers = servers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 5, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void send(AttemptObserved attempt) {
        send(Topic.ENRICHED.record(Attempts.enriched(attempt)));
    }

    void send(ProducerRecord<String, byte[]> record) {
        underWay.add(producer.send(record));
    }

    /// Returns when the broker has all that was sent.
    void flush() throws Exception {
        for (Future<RecordMetadata> one : underWay) {
            one.get();
        }
        underWay.clear();
    }

    /// Everything in the topic up to its present end.
    <V extends Event> List<ConsumerRecord<String, byte[]>> all(Topic<V> topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    /// The values without the tombstones.
    <V extends Event> List<V> values(Topic<V> topic) {
        return all(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> topic.read(record.value()))
                .toList();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
