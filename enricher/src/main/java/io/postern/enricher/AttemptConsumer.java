package io.postern.enricher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.enricher.names.ReverseNames;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.DeadLetter;
import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.jboss.logging.Logger;

/// attempts → enriched attempts, in their order. Wiring only: [Profiler] decides.
///
/// An attempt's offset advances when its enriched record and its client's profile, or its dead letter, are
/// acknowledged.
@ApplicationScoped
class AttemptConsumer {

    static final String CHANNEL = "enricher-attempts";

    private static final Logger LOG = Logger.getLogger(AttemptConsumer.class);

    /// So many attempts may wait for the shared cache at a time, so that they wait together and not one after the
    /// other.
    private static final int RECALLED_AHEAD = 128;

    private static final byte[] NOTHING = {};

    private final Profiler profiler;
    private final ReverseNames names;
    private final PoisonStreak poison;
    private final Counter attempts;
    private final Counter deadLetters;

    AttemptConsumer(Profiler profiler, ReverseNames names, PoisonStreak poison, MeterRegistry meters) {
        this.profiler = profiler;
        this.names = names;
        this.poison = poison;
        this.attempts = Counter.builder("postern.enricher.attempts")
                .description("Attempts enriched")
                .register(meters);
        this.deadLetters = Counter.builder("postern.enricher.dead.letters")
                .description("Records that could not be read and were set aside")
                .register(meters);
    }

    @Incoming(CHANNEL)
    @Outgoing("enricher-enriched")
    Multi<Message<ProducerRecord<String, byte[]>>> enrich(Multi<Message<byte[]>> incoming) {
        return incoming.map(this::begin)
                .emitOn(Runnable::run, RECALLED_AHEAD) // only for its queue: what is in it has begun to recall
                .onItem()
                .transformToUniAndConcatenate(
                        begun -> Uni.createFrom().completionStage(begun)); // concatenated: the order is kept
    }

    /// What the record becomes. The supplier runs when all earlier records are through.
    private Supplier<CompletionStage<Message<ProducerRecord<String, byte[]>>>> begin(Message<byte[]> message) {
        try {
            byte[] value = Objects.requireNonNullElse(message.getPayload(), NOTHING); // a tombstone is no attempt
            AttemptObserved attempt = Topic.ATTEMPTS.read(value);
            CompletionStage<?> recalled = names.recall(attempt.client());
            return () -> recalled.thenApply(done -> enriched(message, attempt));
        } catch (EventFormatException e) {
            return () -> CompletableFuture.completedStage(setAside(message, e));
        }
    }

    private Message<ProducerRecord<String, byte[]>> enriched(Message<byte[]> message, AttemptObserved attempt) {
        poison.end();
        Profiler.Current current = profiler.profileOf(attempt.client());
        return Message.of(
                Topic.ENRICHED.record(new AttemptEnriched(attempt, current.profile())),
                () -> {
                    attempts.increment();
                    return settle(message, current.isPublished());
                },
                failure -> message.nack(failure));
    }

    private static CompletionStage<Void> settle(Message<byte[]> message, CompletionStage<Void> published) {
        return published
                .handle((done, failure) -> failure == null ? message.ack() : message.nack(failure))
                .thenCompose(Function.identity());
    }

    private Message<ProducerRecord<String, byte[]>> setAside(Message<byte[]> message, EventFormatException why) {
        ConsumerRecord<String, byte[]> record = recordOf(message);
        DeadLetter letter = poison.setAside(record, why);
        if (poison.isTooLong()) {
            LOG.errorf(
                    "The enricher stops: too many records in a row cannot be read: topic=%s partition=%d offset=%d",
                    record.topic(), record.partition(), record.offset());
            throw new IllegalStateException("too many records in a row cannot be read"); // not why: it quotes them
        }
        LOG.warnf(
                "Set aside as a dead letter: topic=%s partition=%d offset=%d error=%s",
                record.topic(), record.partition(), record.offset(), why.getMessage());
        deadLetters.increment();
        return Message.of(Topic.DEAD_LETTERS.record(letter), () -> message.ack(), failure -> message.nack(failure));
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<String, byte[]> recordOf(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(IncomingKafkaRecordMetadata::getRecord)
                .orElseThrow();
    }
}
