package io.postern.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.auth.Eventually;
import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Topic;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// On the client library's own in-memory producer; BanConsumerIT has the real one.
class AttemptProducerTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final AttemptProducer attempts =
            new AttemptProducer(3, () -> broker, new PolicyMetrics(registry), System::nanoTime);

    @Test
    void attemptsAreTakenBeforeThereIsAProducerAndSentInTheirOrder() {
        assertThat(attempts.test(attempt("1"))).isTrue();
        assertThat(attempts.test(attempt("2"))).isTrue();

        attempts.start();
        attempts.close();

        assertThat(broker.history())
                .extracting(record -> Topic.ATTEMPTS.read(record.value()).id())
                .containsExactly("1", "2");
        assertThat(attempts.test(attempt("3"))).as("after the end").isFalse();
        assertThat(lost()).isZero();
    }

    @Test
    void noMoreThanThereIsRoomForAreTaken() {
        for (int i = 0; i < 3; i++) {
            assertThat(attempts.test(attempt("in"))).isTrue();
        }

        assertThat(attempts.test(attempt("out"))).isFalse();
        assertThat(attempts.waiting()).isEqualTo(3);
    }

    @Test
    void whatIsRefusedIsTriedAgain() throws Exception {
        broker.sendException = new TimeoutException("no partitions known");
        attempts.test(attempt("1"));
        attempts.start();
        Eventually.within(Duration.ofSeconds(5), () -> attempts.waiting() == 0);

        broker.sendException = null;

        Eventually.within(Duration.ofSeconds(5), () -> broker.history().size() == 1);
        attempts.close();
        assertThat(lost()).isZero();
    }

    @Test
    void whatNeverWentIsCountedAtTheEnd() {
        broker.sendException = new TimeoutException("away");
        attempts.test(attempt("1"));
        attempts.test(attempt("2"));
        attempts.start();

        attempts.close();

        assertThat(broker.closed()).isTrue();
        assertThat(lost()).isEqualTo(2);
    }

    private double lost() {
        return registry.get("postern.auth.reports.lost").counter().count();
    }

    private static AttemptObserved attempt(String id) {
        return new AttemptObserved(
                id,
                Instant.parse("2026-01-15T12:00:00Z"),
                "mx1",
                Source.DOVECOT_POLICY,
                Service.IMAP,
                Address.of("203.0.113.9"),
                "ada@example.org",
                Outcome.FAILED,
                1,
                null,
                null,
                null);
    }
}
