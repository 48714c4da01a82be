package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.postern.events.Event;
import io.postern.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What a test writes into topics and finds in them.
final class Topics implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String brokers;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    Topics(String brokers) {
        this.brokers = brokers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// Does not wait; a failure is told by the next [#await].
    void send(ProducerRecord<String, byte[]> record) {
        var unused = producer.send(record, (sent, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
        });
    }

    /// The events that match, oldest first within a key, once as many are there.
    <V extends Event> List<V> await(Topic<V> topic, int count, Predicate<V> matching) {
        return await(topic, matching, found -> found.size() >= count);
    }

    /// The events that match, oldest first within a key, once they are enough.
    <V extends Event> List<V> await(Topic<V> topic, Predicate<V> matching, Predicate<List<V>> enough) {
        List<V> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.test(found) && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    V event = topic.read(record.value());
                    if (matching.test(event)) {
                        found.add(event);
                    }
                });
            }
        }
        assertThat(failures).isEmpty();
        return enough.test(found)
                ? found
                : fail("not enough in %s after %s: %d, %s", topic.name(), PATIENCE, found.size(), found);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
