package io.postern.collector.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.following.Receipt;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final int MOST_IN_FLIGHT = 300;

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final EventProducer producer = new EventProducer(() -> kafka, MOST_IN_FLIGHT, () -> 0, time -> {});
    private final Outbox outbox = new Outbox(producer);

    @BeforeEach
    void connect() {
        producer.connect(List.of());
    }

    @Test
    void whatIsNotUrgentWaitsASecondForCompany() {
        put("one", false, 0);
        put("two", false, 900);
        outbox.settle(nanos(999));
        assertThat(sent()).isEmpty();

        outbox.settle(nanos(1000));

        assertThat(sent()).containsExactly("one", "two");
    }

    @Test
    void whatIsUrgentGoesWithAllBeforeIt() {
        put("one", false, 0);
        put("two", true, 1);
        put("three", false, 2);

        outbox.settle(nanos(3));

        assertThat(sent()).containsExactly("one", "two", "three");
    }

    @Test
    void whatWasUrgentMakesNothingElseUrgent() {
        put("one", true, 0);
        outbox.settle(nanos(1));
        put("two", false, 2);

        outbox.settle(nanos(3));

        assertThat(sent()).containsExactly("one");
    }

    @Test
    void aRecordIsSafeWhenTheBrokerSaysSo() {
        Receipt receipt = put("one", false, 0);
        assertThat(receipt.isSafe()).isFalse();
        outbox.shipAll();
        assertThat(receipt.isSafe()).isFalse();

        kafka.completeNext();

        assertThat(receipt.isSafe()).isTrue();
    }

    @Test
    void neitherTheOutboxNorWhatIsOnItsWayGrowsBeyondItsBound() {
        int taken = 0;
        while (outbox.hasRoom()) {
            put("x", false, 0);
            taken++;
        }
        assertThat(taken).isLessThanOrEqualTo(MOST_IN_FLIGHT + 256);
        assertThat(sent()).hasSize(MOST_IN_FLIGHT);

        kafka.completeNext();

        assertThat(outbox.hasRoom()).isTrue();
    }

    @Test
    void whatThereIsNoRoomForStaysUrgent() {
        for (int i = 0; i < MOST_IN_FLIGHT; i++) {
            producer.send(record("x"));
        }
        put("one", true, 0);
        outbox.settle(nanos(1));
        assertThat(sent()).doesNotContain("one");
        kafka.completeNext();

        outbox.settle(nanos(2));

        assertThat(sent()).endsWith("one");
    }

    @Test
    void whatIsForgottenIsOfferedAgain() {
        put("one", true, 0);
        outbox.clear();
        outbox.settle(nanos(2000));
        assertThat(sent()).isEmpty();

        put("one", false, 2000);
        outbox.settle(nanos(2001));

        assertThat(sent()).as("nothing is urgent any more").isEmpty();
    }

    private Receipt put(String key, boolean urgent, long milliseconds) {
        return outbox.put(record(key), urgent, nanos(milliseconds));
    }

    private static ProducerRecord<String, byte[]> record(String key) {
        return new ProducerRecord<>("topic", key, new byte[0]);
    }

    private List<String> sent() {
        return kafka.history().stream().map(ProducerRecord::key).toList();
    }

    private static long nanos(long milliseconds) {
        return Duration.ofMillis(milliseconds).toNanos();
    }
}
