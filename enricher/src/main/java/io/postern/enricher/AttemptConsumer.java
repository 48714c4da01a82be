package io.postern.enricher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.enricher.names.ReverseNames;
import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.DeadLetter;
import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Attempts in, attempts with the client's profile out, a batch at a time: the next is taken when all that came of one
/// is
/// acknowledged, and then its offsets are committed. What cannot be read is set aside.
@ApplicationScoped
class AttemptConsumer {

    static final String CHANNEL = "enricher-attempts";

    private static final Logger LOG = Logger.getLogger(AttemptConsumer.class);
    private static final byte[] NOTHING = {};

    private final Profiler profiler;
    private final ReverseNames names;
    private final PoisonStreak poison;
    private final EventProducer producer;
    private final Counter attempts;
    private final Counter deadLetters;

    AttemptConsumer(
            Profiler profiler, ReverseNames names, PoisonStreak poison, EventProducer producer, MeterRegistry meters) {
        this.profiler = profiler;
        this.names = names;
        this.poison = poison;
        this.producer = producer;
        this.attempts = Counter.builder("postern.enricher.attempts")
                .description("Attempts enriched")
                .register(meters);
        this.deadLetters = Counter.builder("postern.enricher.dead.letters")
                .description("Records that could not be read and were set aside")
                .register(meters);
    }

    /// One record of a batch.
    ///
    /// @param attempt null when it cannot be read
    /// @param problem why it cannot
    private record Read(ConsumerRecord<String, byte[]> record, AttemptObserved attempt, EventFormatException problem) {

        static Read of(ConsumerRecord<String, byte[]> record) {
            try {
                byte[] value = Objects.requireNonNullElse(record.value(), NOTHING); // a tombstone is no attempt
                return new Read(record, Topic.ATTEMPTS.read(value), null);
            } catch (EventFormatException e) {
                return new Read(record, null, e);
            }
        }
    }

    @Incoming(CHANNEL)
    @Blocking
    void enrich(ConsumerRecords<String, byte[]> records) {
        List<Read> batch = new ArrayList<>(records.count());
        records.forEach(record -> batch.add(Read.of(record)));
        recallNames(batch);
        List<CompletableFuture<Void>> sent = new ArrayList<>(2 * batch.size());
        for (Read read : batch) {
            if (read.attempt() == null) {
                sent.add(setAside(read));
            } else {
                enrich(read.attempt(), sent);
            }
        }
        sent.forEach(CompletableFuture::join);
    }

    /// All of a batch at once, so that they wait together and not one after the other.
    private void recallNames(List<Read> batch) {
        Map<Address, CompletableFuture<?>> recalled = new HashMap<>();
        for (Read read : batch) {
            if (read.attempt() != null) {
                recalled.computeIfAbsent(
                        read.attempt().client(), client -> names.recall(client).toCompletableFuture());
            }
        }
        recalled.values().forEach(CompletableFuture::join);
    }

    private void enrich(AttemptObserved attempt, List<CompletableFuture<Void>> sent) {
        poison.end();
        Profiler.Current current = profiler.profileOf(attempt.client());
        CompletableFuture<Void> published = current.isPublished().toCompletableFuture();
        if (!published.isDone() || published.isCompletedExceptionally()) {
            sent.add(published);
        }
        sent.add(producer.send(Topic.ENRICHED, new AttemptEnriched(attempt, current.profile())));
        attempts.increment();
    }

    private CompletableFuture<Void> setAside(Read read) {
        ConsumerRecord<String, byte[]> record = read.record();
        DeadLetter letter = poison.setAside(record, read.problem());
        if (poison.isTooLong()) {
            LOG.errorf(
                    "The enricher stops: too many records in a row cannot be read: topic=%s partition=%d offset=%d",
                    record.topic(), record.partition(), record.offset());
            throw new IllegalStateException("too many records in a row cannot be read"); // not why: it quotes them
        }
        LOG.warnf(
                "Set aside as a dead letter: topic=%s partition=%d offset=%d error=%s",
                record.topic(),
                record.partition(),
                record.offset(),
                read.problem().getMessage());
        deadLetters.increment();
        return producer.send(Topic.DEAD_LETTERS, letter);
    }
}
