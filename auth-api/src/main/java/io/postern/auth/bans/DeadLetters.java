package io.postern.auth.bans;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.auth.broker.Broker;
import io.postern.auth.broker.Retries;
import io.postern.events.DeadLetter;
import io.postern.events.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;

/// Keeps what could not be read, and returns only when the broker has it.
///
/// Each replica reads the bans from the beginning at each start, so the same record may come again; partition and
/// offset in the letter tell.
public final class DeadLetters implements BiConsumer<ConsumerRecord<String, byte[]>, Exception> {

    private final Broker broker;
    private final Retries retries;
    private final Clock clock;
    private final Counter letters;

    public DeadLetters(Broker broker, Retries retries, Clock clock, MeterRegistry registry) {
        this.broker = broker;
        this.retries = retries;
        this.clock = clock;
        letters = Counter.builder("postern.auth.dead.letters")
                .description("Records of the bans topic that could not be read")
                .register(registry);
    }

    @Override
    public void accept(ConsumerRecord<String, byte[]> record, Exception why) {
        letters.increment();
        DeadLetter letter = DeadLetter.of(record, "auth-api", why, clock.instant());
        retries.until("keep an unreadable record of " + record.topic(), () -> send(letter));
    }

    /// A producer for each letter: they should be rare enough to keep none open for them.
    private DeadLetter send(DeadLetter letter) throws Exception {
        Producer<String, byte[]> writer = broker.writer("postern-auth-dead-letters");
        try {
            writer.send(Topic.DEAD_LETTERS.record(letter)).get(10, TimeUnit.SECONDS);
        } finally {
            writer.close(Duration.ofSeconds(1)); // without a limit it would wait for the delivery for ever
        }
        return letter;
    }
}
