package io.postern.reporter.projections;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.DeadLetter;
import io.postern.events.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Lays what cannot be projected aside, and returns only when the broker has it.
final class DeadLettersProducer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DeadLettersProducer.class);
    private static final int SECONDS = 15;

    private final Producer<String, byte[]> producer;
    private final MeterRegistry metrics;
    private final Clock clock;

    DeadLettersProducer(Producer<String, byte[]> producer, MeterRegistry metrics, Clock clock) {
        this.producer = producer;
        this.metrics = metrics;
        this.clock = clock;
    }

    static DeadLettersProducer to(Map<String, Object> kafka, MeterRegistry metrics, Clock clock) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("client.id", "postern-reporter-dead-letters");
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("compression.type", "zstd");
        settings.put("linger.ms", 5);
        settings.put("max.block.ms", SECONDS * 1000);
        settings.put("delivery.timeout.ms", SECONDS * 1000);
        settings.put("request.timeout.ms", SECONDS * 500);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        return new DeadLettersProducer(producer, metrics, clock);
    }

    /// @throws KafkaException when the broker does not take it now; nothing may advance then
    void lay(ConsumerRecord<String, byte[]> record, Exception why) {
        DeadLetter letter = DeadLetter.of(record, "reporter", why, clock.instant());
        try {
            producer.send(Topic.DEAD_LETTERS.record(letter)).get(2 * SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("dead letter not taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while laying a dead letter", e);
        }
        metrics.counter("postern.reporter.dead.letters", "topic", record.topic())
                .increment();
        LOG.warnf(
                "unreadable record laid aside: topic=%s partition=%d offset=%d why=%s",
                record.topic(), record.partition(), record.offset(), letter.why());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
