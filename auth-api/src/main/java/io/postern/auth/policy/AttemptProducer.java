package io.postern.auth.policy;

import io.postern.auth.broker.Broker;
import io.postern.events.AttemptObserved;
import io.postern.events.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/// Sends attempts to the broker without ever making the caller wait, which may be an event loop.
///
/// What the broker has not confirmed lies in memory, as long as the broker is away and the memory lasts; it is lost when
/// the process dies first. Dovecot would not repeat a report either: its login line tells of the attempt again.
public final class AttemptProducer implements Predicate<AttemptObserved>, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AttemptProducer.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Broker broker;
    private final long bufferBytes;
    private final PolicyMetrics metrics;
    private final FloodGate gate;

    private volatile Producer<String, byte[]> producer;
    private volatile boolean open;

    public AttemptProducer(Broker broker, long bufferBytes, PolicyMetrics metrics, LongSupplier nanoTime) {
        this.broker = broker;
        this.bufferBytes = bufferBytes;
        this.metrics = metrics;
        this.gate = new FloodGate(Duration.ofMinutes(1), nanoTime);
    }

    /// Gets ready to take attempts; to be called again until it works.
    ///
    /// The partitions must be known before the first attempt comes and may never be forgotten, since nothing waits for
    /// them later.
    ///
    /// @throws KafkaException when the broker does not tell the partitions yet
    public Boolean open() {
        if (producer == null) {
            producer = broker.writer(
                    "postern-auth-attempts",
                    Map.of(
                            ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L,
                            ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes,
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
                            ProducerConfig.METADATA_MAX_IDLE_CONFIG, TimeUnit.DAYS.toMillis(3650)));
        }
        producer.partitionsFor(Topic.ATTEMPTS.name());
        open = true;
        return true;
    }

    /// @return false when there is no room, or the broker was never reached
    @Override
    public boolean test(AttemptObserved attempt) {
        if (!open) {
            return false;
        }
        Delivery delivery = new Delivery();
        try {
            producer.send(Topic.ATTEMPTS.record(attempt), delivery);
        } catch (KafkaException | IllegalStateException e) { // closed, or broken for good
            delivery.refuse(e);
        }
        return !delivery.refused;
    }

    /// The producer tells of a lack of room here too, before it returns; of everything later from a thread of its own.
    private final class Delivery implements Callback {

        private final Thread caller = Thread.currentThread();
        private boolean refused; // the caller's own

        @Override
        public void onCompletion(RecordMetadata place, Exception failure) {
            if (failure == null) {
                return;
            }
            if (Thread.currentThread().equals(caller)) {
                refuse(failure);
            } else {
                metrics.lost();
                gate.pass().ifPresent(others -> LOG.errorf("Attempt lost: %s; others since=%d", failure, others));
            }
        }

        void refuse(Exception why) {
            refused = true;
            gate.pass().ifPresent(others -> LOG.warnf("Report refused: %s; others since=%d", why, others));
        }
    }

    @Override
    public void close() {
        open = false;
        if (producer != null) {
            producer.close(FAREWELL);
        }
    }
}
