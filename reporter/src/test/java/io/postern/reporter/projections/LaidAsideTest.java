package io.postern.reporter.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.events.DeadLetter;
import io.postern.events.Topic;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LaidAsideTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private static final Exception WHY = new IllegalArgumentException("client: missing");

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final LaidAside laidAside =
            new LaidAside(new DeadLettersProducer(kafka, new SimpleMeterRegistry(), NOON), 3);

    @Test
    void theLetterHoldsTheRecordAndWhatWasWrong() {
        laidAside.lay(record(42), WHY);

        DeadLetter letter = Topic.DEAD_LETTERS.read(kafka.history().getFirst().value());
        assertThat(letter.why()).isEqualTo("client: missing");
        assertThat(letter.offset()).isEqualTo(42);
        assertThat(letter.value()).containsExactly(1, 2, 3);
        assertThat(letter.reader()).isEqualTo("reporter");
    }

    @Test
    void aBatchThatIsTriedAgainLaysNothingAsideTwice() {
        laidAside.lay(record(42), WHY);

        assertThat(laidAside.has(record(42))).isTrue();
        assertThat(laidAside.has(record(43))).isFalse();

        laidAside.forget();
        assertThat(laidAside.has(record(42))).isFalse();
    }

    @Test
    void tooManyInARowAreNoAccident() {
        laidAside.lay(record(1), WHY);
        laidAside.lay(record(2), WHY);

        assertThatThrownBy(() -> laidAside.lay(record(3), WHY))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("3 unreadable records in a row");
    }

    @Test
    void aReadableOneBetweenBeginsTheRowAnew() {
        for (int offset = 0; offset < 10; offset++) {
            laidAside.lay(record(offset), WHY);
            laidAside.readable();
        }

        assertThat(kafka.history()).hasSize(10);
    }

    private static ConsumerRecord<String, byte[]> record(long offset) {
        return new ConsumerRecord<>(Topic.ENRICHED.name(), 0, offset, "192.0.2.1", new byte[] {1, 2, 3});
    }
}
