package io.postern.reporter;

import io.postern.events.Event;
import io.postern.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What the other services would write, written by the test.
public final class Topics implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<?>> sent = new ArrayList<>();

    public Topics(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public <V extends Event> Topics tell(Topic<V> topic, V value) {
        sent.add(producer.send(topic.record(value)));
        return this;
    }

    public Topics tell(Told told) {
        return tell(Topic.ENRICHED, told.enriched());
    }

    public Topics bytes(Topic<?> topic, String key, byte[] value) {
        sent.add(producer.send(new ProducerRecord<>(topic.name(), key, value)));
        return this;
    }

    /// Returns when the broker has everything.
    public void flush() throws ExecutionException, InterruptedException {
        producer.flush();
        for (Future<?> each : sent) {
            each.get();
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
