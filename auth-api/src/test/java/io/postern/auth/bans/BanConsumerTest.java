package io.postern.auth.bans;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.auth.Eventually;
import io.postern.auth.MovingClock;
import io.postern.auth.broker.Retries;
import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.Network;
import io.postern.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// On the client library's own in-memory consumer; AuthApiIT has the real one.
class BanConsumerTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Address ATTACKER = Address.of("203.0.113.9");

    private final MovingClock clock = new MovingClock(NOON);
    private final BanView view = new BanView(clock);
    private final List<String> letters = new ArrayList<>();
    private BanConsumer reading;
    private Thread thread;

    @AfterEach
    void stop() throws InterruptedException {
        reading.close();
        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void isReadyOnlyWhenEverythingThatWasThereAtStartIsRead() throws Exception {
        MockConsumer<String, byte[]> topic = topic(1, 2);
        run(topic);
        assertThat(view.isReady()).isFalse();

        topic.schedulePollTask(() -> topic.addRecord(ban(0, 0, "203.0.113.9", NOON.plusSeconds(60))));
        awaitTrue(() -> !topic.assignment().isEmpty() && topic.position(partition(0)) == 1);
        assertThat(view.isReady()).as("one of two").isFalse();
        assertThat(view.covering(ATTACKER))
                .as("half a set of bans answers nothing")
                .isEmpty();

        topic.schedulePollTask(() -> topic.addRecord(ban(0, 1, "198.51.100.0/24", NOON.plusSeconds(60))));
        awaitTrue(view::isReady);
        assertThat(view.covering(ATTACKER)).isPresent();
        assertThat(view.size()).isEqualTo(2);
    }

    @Test
    void aTombstoneLiftsAndTimeDoesWithoutOne() throws Exception {
        MockConsumer<String, byte[]> topic = topic(1, 1);
        topic.schedulePollTask(() -> topic.addRecord(ban(0, 0, "203.0.113.9", NOON.plusSeconds(60))));
        run(topic);
        awaitTrue(() -> view.covering(ATTACKER).isPresent());

        clock.advance(Duration.ofSeconds(60));
        assertThat(view.covering(ATTACKER)).as("over").isEmpty();

        topic.schedulePollTask(() -> topic.addRecord(ban(0, 1, "203.0.113.9", NOON.plusSeconds(600))));
        awaitTrue(() -> view.covering(ATTACKER).isPresent());
        topic.schedulePollTask(() -> topic.addRecord(record(0, 2, "203.0.113.9/32", null)));
        awaitTrue(() -> view.covering(ATTACKER).isEmpty());
    }

    @Test
    void whatCannotBeReadIsSetAsideAndTheRestGoesOn() throws Exception {
        MockConsumer<String, byte[]> topic = topic(1, 5);
        topic.schedulePollTask(() -> {
            topic.addRecord(record(0, 0, "203.0.113.9/32", "{\"v\":1,".getBytes(StandardCharsets.UTF_8)));
            topic.addRecord(record(0, 1, "not a network", null));
            topic.addRecord(record(0, 2, null, null));
            topic.addRecord(record(
                    0,
                    3,
                    "192.0.2.1/32",
                    Topic.BANS.record(banOf("203.0.113.9", NOON)).value()));
            topic.addRecord(ban(0, 4, "203.0.113.9", NOON.plusSeconds(60)));
        });
        run(topic);

        awaitTrue(view::isReady);
        assertThat(letters)
                .containsExactly(
                        "0 Ban: not JSON at line 1, column 8",
                        "1 key: not an IP address: not a network",
                        "2 key: not an IP address: null",
                        "3 key: 192.0.2.1/32 is not the ban's network 203.0.113.9/32");
        assertThat(view.covering(ATTACKER)).isPresent();
        assertThat(view.broken()).isEmpty();
    }

    @Test
    void tooManyUnreadableRecordsInARowEndIt() throws Exception {
        MockConsumer<String, byte[]> topic = topic(1, 10);
        topic.schedulePollTask(() -> {
            for (int i = 0; i < 10; i++) {
                topic.addRecord(record(0, i, "nonsense", null));
            }
        });
        run(topic);

        awaitTrue(() -> view.broken().isPresent());
        assertThat(letters).hasSize(6);
        assertThat(view.broken()).contains("6 unreadable records in a row in postern.bans.v1");
        assertThat(view.isReady()).isFalse();
    }

    @Test
    void partitionsAddedLaterAreReadFromTheirBeginning() throws Exception {
        MockConsumer<String, byte[]> topic = topic(1, 0);
        run(topic);
        awaitTrue(view::isReady);

        topic.updateBeginningOffsets(Map.of(partition(1), 0L));
        topic.updateEndOffsets(Map.of(partition(0), 0L, partition(1), 1L));
        topic.updatePartitions(Topic.BANS.name(), infos(2));
        clock.advance(Duration.ofSeconds(6));
        awaitTrue(() -> topic.assignment().size() == 2);
        topic.schedulePollTask(() -> topic.addRecord(ban(1, 0, "203.0.113.9", NOON.plusSeconds(60))));

        awaitTrue(() -> view.covering(ATTACKER).isPresent());
    }

    @Test
    void aLostPlaceMeansReadingAnewWhileTheOldBansAnswer() throws Exception {
        MockConsumer<String, byte[]> first = topic(1, 1);
        first.schedulePollTask(() -> first.addRecord(ban(0, 0, "203.0.113.9", NOON.plusSeconds(600))));
        MockConsumer<String, byte[]> second = topic(1, 1);
        run(first, second);
        awaitTrue(() -> view.covering(ATTACKER).isPresent());

        first.schedulePollTask(() -> first.setPollException(new OffsetOutOfRangeException(Map.of(partition(0), 1L))));
        awaitTrue(() -> !second.assignment().isEmpty());
        assertThat(view.covering(ATTACKER)).as("while reading anew").isPresent();

        second.schedulePollTask(() -> second.addRecord(ban(0, 0, "198.51.100.1", NOON.plusSeconds(600))));
        awaitTrue(() -> view.covering(Address.of("198.51.100.1")).isPresent());
        assertThat(view.covering(ATTACKER)).as("not in the topic any more").isEmpty();
    }

    @Test
    void aLongAbsenceOfTheBrokerMeansReadingAnew() throws Exception {
        MockConsumer<String, byte[]> first = topic(1, 1);
        first.schedulePollTask(() -> first.addRecord(ban(0, 0, "203.0.113.9", NOON.plus(Duration.ofDays(9)))));
        MockConsumer<String, byte[]> second = topic(1, 0);
        run(first, second);
        awaitTrue(() -> view.covering(ATTACKER).isPresent());

        first.setOffsetsException(new TimeoutException("away"));
        clock.advance(Duration.ofHours(2));

        awaitTrue(() -> view.covering(ATTACKER).isEmpty());
        assertThat(view.staleness()).contains(Duration.ZERO);
    }

    @SafeVarargs
    private void run(MockConsumer<String, byte[]>... topics) {
        Iterator<MockConsumer<String, byte[]>> next = List.of(topics).iterator();
        reading = new BanConsumer(
                () -> {
                    if (!next.hasNext()) {
                        throw new KafkaException("no more");
                    }
                    return next.next();
                },
                view,
                (record, why) -> letters.add(record.offset() + " " + why.getMessage()),
                new Retries(),
                clock,
                new BanConsumer.Settings(Duration.ofSeconds(5), Duration.ofHours(1), 6));
        thread = Thread.ofPlatform().start(reading);
    }

    private static MockConsumer<String, byte[]> topic(int partitions, long end) {
        MockConsumer<String, byte[]> topic = new MockConsumer<>("none");
        topic.updatePartitions(Topic.BANS.name(), infos(partitions));
        for (int i = 0; i < partitions; i++) {
            topic.updateBeginningOffsets(Map.of(partition(i), 0L));
            topic.updateEndOffsets(Map.of(partition(i), end));
        }
        return topic;
    }

    private static List<PartitionInfo> infos(int partitions) {
        List<PartitionInfo> infos = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            infos.add(new PartitionInfo(Topic.BANS.name(), i, null, null, null));
        }
        return infos;
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topic.BANS.name(), number);
    }

    private static ConsumerRecord<String, byte[]> ban(int partition, long offset, String network, Instant until) {
        return record(
                partition,
                offset,
                Network.of(network).toString(),
                Topic.BANS.record(banOf(network, until)).value());
    }

    private static Ban banOf(String network, Instant until) {
        return new Ban(Network.of(network), NOON.minusSeconds(600), until, "logins", "decision-1", "3 failures");
    }

    private static ConsumerRecord<String, byte[]> record(int partition, long offset, String key, byte[] value) {
        return new ConsumerRecord<>(Topic.BANS.name(), partition, offset, key, value);
    }

    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        Eventually.within(Duration.ofSeconds(10), condition);
    }
}
