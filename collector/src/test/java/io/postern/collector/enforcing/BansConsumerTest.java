package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Ban;
import io.postern.events.Enforcement;
import io.postern.events.Network;
import io.postern.events.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading the topic, with a consumer that answers as told.
class BansConsumerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topic.BANS.name(), 0);
    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Network OTHER = Network.of("203.0.113.77/32");
    private static final Network THIRD = Network.of("203.0.113.88/32");

    @TempDir
    Path directory;

    private final Deque<MockConsumer<String, byte[]>> consumers = new ArrayDeque<>();
    private Scene scene;
    private BansConsumer reading;
    private Thread thread;

    @AfterEach
    void end() throws InterruptedException {
        reading.stop();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void whatLiesInTheTopicIsInForceOnceItIsReadToItsEnd() throws Exception {
        read(10, record(CLIENT, Scene.HOUR), record(OTHER, Scene.HOUR), tombstone(OTHER));

        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
    }

    @Test
    void whatIsNoBanIsLeftOutAndHoldsNothingUp() throws Exception {
        read(
                10,
                record("203.0.113.9/32", "gibberish"),
                record("nobody", null),
                record(OTHER.toString(), new String(ban(CLIENT, Scene.HOUR), StandardCharsets.UTF_8)),
                record(THIRD, Scene.HOUR));

        assertThat(scene.host.keptOut()).containsExactly(THIRD);
    }

    @Test
    void moreThanThereIsRoomForIsLeftOutAndTold() throws Exception {
        read(2, record(CLIENT, Scene.HOUR), record(OTHER, Scene.HOUR), record(THIRD, Scene.HOUR));

        assertThat(scene.host.keptOut()).containsExactlyInAnyOrder(CLIENT, OTHER);
        assertThat(scene.told())
                .filteredOn(Enforcement.EnforcementFailed.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aPlaceThatIsGoneIsReadAnewAndWhatIsNotThereAnyMoreIsLifted() throws Exception {
        MockConsumer<String, byte[]> again = consumer(record(OTHER, Scene.HOUR));
        read(10, record(CLIENT, Scene.HOUR));
        consumers.add(again);

        reading.again();
        Eventually.holds(() -> {
            synchronized (scene.enforcing) {
                scene.settle();
            }
            return scene.host.keptOut().equals(java.util.Set.of(OTHER));
        });

        assertThat(scene.host.keptOut()).containsExactly(OTHER);
    }

    @SafeVarargs
    private void read(int most, ConsumerRecord<String, byte[]>... records) throws Exception {
        scene = new Scene(directory.resolve("unlocked.json"), most);
        scene.clock.confirmed(scene.trueTime());
        consumers.add(consumer(records));
        reading = new BansConsumer(
                () -> Optional.ofNullable(consumers.poll()).orElseThrow(() -> new KafkaException("away")),
                scene.enforcing,
                scene.clock,
                System::nanoTime);
        thread = Thread.ofPlatform().start(reading);
        Eventually.holds(scene.enforcing::isComplete);
        scene.settle();
    }

    @SafeVarargs
    private MockConsumer<String, byte[]> consumer(ConsumerRecord<String, byte[]>... records) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
        consumer.updatePartitions(
                Topic.BANS.name(), List.of(new PartitionInfo(Topic.BANS.name(), 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) records.length));
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < records.length; i++) {
                consumer.addRecord(at(i, records[i]));
            }
        });
        return consumer;
    }

    private static ConsumerRecord<String, byte[]> at(int offset, ConsumerRecord<String, byte[]> record) {
        return new ConsumerRecord<>(
                Topic.BANS.name(),
                0,
                offset,
                Scene.NOON.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key(),
                record.value(),
                new RecordHeaders(),
                Optional.empty());
    }

    private static ConsumerRecord<String, byte[]> record(Network network, Duration length) {
        return new ConsumerRecord<>(Topic.BANS.name(), 0, 0, network.toString(), ban(network, length));
    }

    private static ConsumerRecord<String, byte[]> tombstone(Network network) {
        return new ConsumerRecord<>(Topic.BANS.name(), 0, 0, network.toString(), null);
    }

    private static ConsumerRecord<String, byte[]> record(String key, String value) {
        return new ConsumerRecord<>(
                Topic.BANS.name(), 0, 0, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] ban(Network network, Duration length) {
        Instant from = Scene.NOON;
        return Topic.BANS
                .record(new Ban(network, from, from.plus(length), "brute-force", "d-1", "3 failures"))
                .value();
    }
}
