package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.shipping.EventProducer;
import io.postern.events.Enforcement;
import io.postern.events.EnforcementEvent;
import io.postern.events.Topic;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final EventProducer producer = new EventProducer(() -> kafka, 3, System::nanoTime, time -> {});
    private final Reports reports = new Reports();

    @BeforeEach
    void connect() {
        producer.connect(List.of(Topic.ENFORCEMENTS));
    }

    @Test
    void areSentInOrderAsManyAsThereIsRoomFor() {
        for (int i = 1; i <= 5; i++) {
            reports.accept(event(i));
        }

        reports.send(producer);
        assertThat(sent()).containsExactly(1, 2, 3);
        kafka.completeNext();
        kafka.completeNext();
        reports.send(producer);

        assertThat(sent()).containsExactly(1, 2, 3, 4, 5);
        assertThat(reports.waiting()).isZero();
    }

    @Test
    void whatWasNotConfirmedIsSentAgain() {
        for (int i = 1; i <= 3; i++) {
            reports.accept(event(i));
        }
        reports.send(producer);
        kafka.completeNext();
        kafka.errorNext(new TimeoutException("away"));
        kafka.errorNext(new TimeoutException("away"));
        reports.send(producer);

        reports.rewind();
        producer.recovered();
        reports.send(producer);

        assertThat(sent()).containsExactly(1, 2, 3, 2, 3);
    }

    @Test
    void theOldestAreDroppedAndCountedWhenKafkaIsAwayForTooLong() {
        for (int i = 1; i <= 100_010; i++) {
            reports.accept(event(i));
        }

        reports.send(producer);

        assertThat(reports.dropped()).isEqualTo(10);
        assertThat(sent()).containsExactly(11, 12, 13);
    }

    private static EnforcementEvent event(int number) {
        return new EnforcementEvent(
                "mx1", Instant.EPOCH, null, null, false, new Enforcement.EnforcementFailed("gone", number));
    }

    private List<Integer> sent() {
        return kafka.history().stream()
                .map(record -> Topic.ENFORCEMENTS.read(record.value()).enforcement())
                .map(failed -> ((Enforcement.EnforcementFailed) failed).waiting())
                .toList();
    }
}
