package io.postern.collector.shipping;

import io.postern.collector.following.Receipt;
import io.postern.events.Event;
import io.postern.events.HostReport;
import io.postern.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Hands events to Kafka, a bounded number at a time.
///
/// When one fails for good, no more are taken until [#recovered]: what was sent since the last safe offset is then
/// read from the log and sent again, with the same ids. Sending is for one thread; confirmations come from Kafka's.
public final class EventProducer implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Supplier<Producer<String, byte[]>> connection;
    private final int most;
    private final LongSupplier nanoTime;
    private final Consumer<Duration> latency;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong progress = new AtomicLong();
    private final AtomicLong confirmed = new AtomicLong();
    private volatile String failure;
    private final AtomicLong reportSent = new AtomicLong();
    private volatile boolean reportWaiting;
    private volatile Consumer<Instant> brokerTime = stamp -> {};
    private Producer<String, byte[]> producer;

    /// @param connection asked for at each [#connect], until it gives a producer
    /// @param most unconfirmed attempts
    /// @param latency told from handing over to the broker's confirmation
    public EventProducer(
            Supplier<Producer<String, byte[]>> connection,
            int most,
            LongSupplier nanoTime,
            Consumer<Duration> latency) {
        this.connection = connection;
        this.most = most;
        this.nanoTime = nanoTime;
        this.latency = latency;
    }

    /// To be called once with success, before anything is sent.
    ///
    /// @param more topics beyond those that every collector writes
    /// @throws KafkaException when no broker's name is known, or the broker does not tell the partitions yet
    public void connect(List<Topic<?>> more) {
        if (producer == null) {
            producer = connection.get();
        }
        producer.partitionsFor(Topic.ATTEMPTS.name());
        producer.partitionsFor(Topic.MAILFLOW.name());
        producer.partitionsFor(Topic.HOSTS.name());
        more.forEach(topic -> producer.partitionsFor(topic.name()));
    }

    /// @param told when the broker has taken a heartbeat, by its own clock, a moment after
    public void tellTime(Consumer<Instant> told) {
        brokerTime = told;
    }

    public boolean hasRoom() {
        return failure == null && waiting.get() < most;
    }

    public <V extends Event> Receipt send(Topic<V> topic, V event) {
        return send(topic.record(event));
    }

    public Receipt send(ProducerRecord<String, byte[]> record) {
        Receipt.Pending receipt = Receipt.pending();
        long sent = begin();
        try {
            var _ = producer.send(record, (place, e) -> {
                if (e == null) {
                    receipt.confirm();
                    confirmed.incrementAndGet();
                    latency.accept(Duration.ofNanos(nanoTime.getAsLong() - sent));
                }
                end(e);
            });
        } catch (KafkaException | IllegalStateException e) {
            end(e);
        }
        return receipt;
    }

    /// The heartbeat; left out when the one before is still on its way. The next one says all that it would have
    /// said.
    public void send(HostReport report) {
        if (reportWaiting) {
            return;
        }
        reportSent.set(nanoTime.getAsLong());
        reportWaiting = true;
        try {
            var unused = producer.send(Topic.HOSTS.record(report), (place, e) -> endReport(place, e));
        } catch (KafkaException | IllegalStateException e) {
            endReport(null, e);
        }
    }

    private void endReport(RecordMetadata place, Exception e) {
        if (e == null) {
            confirmed.incrementAndGet();
            brokerTime.accept(Instant.ofEpochMilli(place.timestamp()));
        }
        reportWaiting = false;
    }

    private long begin() {
        long now = nanoTime.getAsLong();
        if (waiting.getAndIncrement() == 0) {
            progress.set(now);
        }
        return now;
    }

    private void end(Exception e) {
        progress.set(nanoTime.getAsLong());
        if (e != null) {
            failure = String.valueOf(e.getMessage());
        }
        waiting.decrementAndGet();
    }

    /// How long nothing was confirmed although something waits for it; zero when nothing waits.
    public Duration stalledFor() {
        long now = nanoTime.getAsLong();
        long attempts = waiting.get() == 0 ? 0 : now - progress.get();
        long report = reportWaiting ? now - reportSent.get() : 0;
        return Duration.ofNanos(Math.max(0, Math.max(attempts, report)));
    }

    /// Why attempts failed for good; null when none did.
    public String failure() {
        return failure;
    }

    /// How many records, attempts and heartbeats, the broker has confirmed.
    public long confirmed() {
        return confirmed.get();
    }

    /// Whether no attempt is on its way.
    public boolean isIdle() {
        return waiting.get() == 0;
    }

    /// Takes attempts again; the caller has gone back to the last safe offset.
    public void recovered() {
        failure = null;
    }

    /// Waits a little for what is on its way.
    public void flush(Duration longest) {
        long began = nanoTime.getAsLong();
        while (!isIdle()
                && nanoTime.getAsLong() - began < longest.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(FAREWELL);
        }
    }
}
