package io.postern.collector.enforcing;

import io.postern.events.Ban;
import io.postern.events.Network;
import io.postern.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/// Reads the bans: all of them from the beginning, then what comes, for as long as the process lives.
///
/// Belongs to no group and commits nothing. It begins anew when its place is gone, when there are more partitions, when
/// the clock was wrong by much, and when the broker was away for so long that tombstones may be gone.
final class BansConsumer implements Runnable {

    private static final Logger LOG = Logger.getLogger(BansConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);
    private static final Duration TOO_LONG_AWAY = Duration.ofHours(12);

    /// The heartbeat tells the time as soon as Kafka is reached; whoever may not write it goes by the host's clock.
    private static final Duration FOR_THE_CLOCK = Duration.ofSeconds(10);

    private final Supplier<Consumer<String, byte[]>> readers;
    private final Enforcing enforcing;
    private final ClusterClock clock;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Consumer<String, byte[]> current;
    private volatile boolean again;
    private String trouble;
    private boolean said;

    BansConsumer(
            Supplier<Consumer<String, byte[]>> readers,
            Enforcing enforcing,
            ClusterClock clock,
            LongSupplier nanoTime) {
        this.readers = readers;
        this.enforcing = enforcing;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run() {
        try {
            do {
                readOrSayWhy();
            } while (!stopped.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads everything again, soon.
    void again() {
        again = true;
    }

    void stop() {
        stopped.countDown();
        Consumer<String, byte[]> reading = current;
        if (reading != null) {
            reading.wakeup();
        }
    }

    private void readOrSayWhy() throws InterruptedException {
        try (Consumer<String, byte[]> consumer = readers.get()) {
            current = consumer;
            read(consumer);
        } catch (WakeupException e) {
            LOG.debug("Stopped while waiting for bans");
        } catch (RuntimeException e) {
            if (!e.toString().equals(trouble)) {
                said = false; // at the very start the topic comes a moment later, which is no news
            } else if (!said) { // the same trouble every few seconds is one piece of news
                said = true;
                LOG.warnf("Bans cannot be read, trying on; those in force stay: %s", e);
            }
            trouble = e.toString();
        } finally {
            current = null;
        }
    }

    private void read(Consumer<String, byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        again = false;
        Map<Network, HeldBan> all = new HashMap<>();
        boolean whole = readToTheEnd(consumer, all);
        if (stopped.getCount() == 0) {
            return; // half of the bans are worse than none
        }
        enforcing.loaded(all, whole);
        trouble = null;
        long asked = nanoTime.getAsLong();
        long answered = asked;
        while (stopped.getCount() > 0 && !again && !enforcing.hasRoomAgain()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            long now = nanoTime.getAsLong();
            if (now - asked > BETWEEN_QUESTIONS.toNanos()) {
                asked = now;
                if (isStillAll(consumer)) {
                    answered = now;
                } else if (now - answered > TOO_LONG_AWAY.toNanos()) {
                    throw new KafkaException("the broker was away for longer than " + TOO_LONG_AWAY);
                }
            }
        }
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.BANS.name(), PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + Topic.BANS.name() + " yet");
        }
        return partitions;
    }

    /// @return whether there was room for all of them
    private boolean readToTheEnd(Consumer<String, byte[]> consumer, Map<Network, HeldBan> all)
            throws InterruptedException {
        boolean whole = true;
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        while (stopped.getCount() > 0
                && ends.entrySet().stream()
                        .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Change change = Change.of(record);
                if (change.ban() == null) {
                    all.remove(change.network());
                } else if (all.containsKey(change.network()) || !enforcing.isTooMany(all.size())) {
                    all.put(change.network(), change.ban());
                } else {
                    whole = false;
                }
                clock.notBefore(Instant.ofEpochMilli(record.timestamp()));
            }
        }
        long began = nanoTime.getAsLong();
        while (!clock.isMeasured()
                && nanoTime.getAsLong() - began < FOR_THE_CLOCK.toNanos()
                && !stopped.await(20, TimeUnit.MILLISECONDS)) {
            LOG.trace("Waiting for the time");
        }
        return whole;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        clock.notBefore(Instant.ofEpochMilli(record.timestamp()));
        Change change = Change.of(record);
        if (change.ban() != null) {
            enforcing.banned(change.network(), change.ban());
        } else if (change.network() != null) {
            enforcing.revoked(change.network());
        }
    }

    /// @return whether the broker answered
    private boolean isStillAll(Consumer<String, byte[]> consumer) {
        try {
            again |= partitions(consumer).size() > consumer.assignment().size();
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            return false;
        }
    }

    /// What a record says.
    ///
    /// @param network null when it cannot be read, which is said in the log
    /// @param ban null for a tombstone
    private record Change(Network network, HeldBan ban) {

        static Change of(ConsumerRecord<String, byte[]> record) {
            try {
                Network network = Network.of(record.key());
                if (record.value() == null) {
                    return new Change(network, null);
                }
                Ban ban = Topic.BANS.read(record.value());
                if (!ban.network().equals(network)) { // its tombstone would never find it
                    throw new IllegalArgumentException(
                            "key: " + network + " is not the ban's network " + ban.network());
                }
                return new Change(network, HeldBan.of(ban, record.timestamp()));
            } catch (IllegalArgumentException | io.postern.events.EventFormatException e) {
                LOG.errorf(
                        "A record is no ban and is left out: topic=%s partition=%d offset=%d why=%s",
                        record.topic(), record.partition(), record.offset(), e.getMessage());
                return new Change(null, null);
            }
        }
    }
}
