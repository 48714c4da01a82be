package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postern.events.DeadLetter;
import io.postern.events.EventFormatException;
import io.postern.events.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PoisonStreakTest {

    private final ManualClock clock = new ManualClock();
    private final PoisonStreak poison = new PoisonStreak(2, clock);

    @Test
    void aRecordIsSetAsideAsItWas() {
        DeadLetter letter = swallow("{\"v\":1}");

        assertThat(letter.reader()).isEqualTo("enricher");
        assertThat(letter.topic()).isEqualTo("postern.attempts.v1");
        assertThat(letter.offset()).isEqualTo(42);
        assertThat(letter.at()).isEqualTo(clock.instant());
        assertThat(letter.why()).contains("id: missing");
        assertThat(letter.value()).isEqualTo("{\"v\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void moreThanTheLimitInARowIsTooLong() {
        swallow("a");
        swallow("b");
        assertThat(poison.isTooLong()).isFalse();

        swallow("c");

        assertThat(poison.isTooLong()).isTrue();
    }

    @Test
    void aGoodRecordEndsTheStreak() {
        swallow("a");
        swallow("b");
        poison.end();
        swallow("c");

        assertThat(poison.isTooLong()).isFalse();
    }

    @Test
    void onceTooLongItStaysSo() {
        swallow("a");
        swallow("b");
        swallow("c");

        poison.end();

        assertThat(poison.isTooLong()).isTrue();
    }

    private DeadLetter swallow(String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        return poison.setAside(
                new ConsumerRecord<>(Topic.ATTEMPTS.name(), 1, 42, "203.0.113.7", value),
                catchThrowableOfType(EventFormatException.class, () -> Topic.ATTEMPTS.read(value)));
    }
}
