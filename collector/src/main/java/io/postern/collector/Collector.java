package io.postern.collector;

import io.postern.collector.following.Offsets;
import io.postern.collector.following.Position;
import io.postern.collector.reporting.Heartbeat;
import io.postern.collector.shipping.AttemptProducer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// The one thread of the collector: looks at each log in turn, remembers what is safe, says how things are.
///
/// While Kafka is away nothing is read: the logs keep it. Trouble is said once and tried again.
final class Collector implements Runnable {

    /// How the collector reaches Kafka; until it does, it is asked again.
    @FunctionalInterface
    interface Connection {
        void establish() throws Exception;
    }

    /// @param poll how long to wait when all is read
    record Pace(Duration poll, Duration heartbeat) {}

    private static final Logger LOG = Logger.getLogger(Collector.class);
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(1);
    private static final Duration WHILE_HELD = Duration.ofMillis(10);
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final Duration STALLED = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final List<FollowedLog> logs;
    private final AttemptProducer producer;
    private final Connection connection;
    private final Offsets offsets;
    private final Heartbeat heartbeat;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final byte[] buffer;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CollectorStatus status;

    private Map<String, List<Position>> saved;
    private Duration retry = SHORTEST_RETRY;
    private long nextTry;
    private long nextSave;
    private long nextHeartbeat;
    private boolean savingFails;
    private boolean failing;
    private long confirmedBefore;

    /// @param offsets null when there is nothing to remember
    /// @param saved what `offsets` holds
    Collector(
            List<FollowedLog> logs,
            AttemptProducer producer,
            Connection connection,
            Offsets offsets,
            Map<String, List<Position>> saved,
            Heartbeat heartbeat,
            Pace pace,
            int maxLine,
            CollectorStatus status,
            LongSupplier nanoTime) {
        this.logs = logs;
        this.producer = producer;
        this.connection = connection;
        this.offsets = offsets;
        this.saved = saved;
        this.heartbeat = heartbeat;
        this.pace = pace;
        this.buffer = new byte[2 * maxLine];
        this.status = status;
        this.nanoTime = nanoTime;
        this.nextTry = nextSave = nextHeartbeat = nanoTime.getAsLong();
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                boolean held = turn();
                status.turned();
                if (stopped.await((held ? WHILE_HELD : pace.poll()).toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            producer.flush(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            save();
            close();
        }
    }

    /// Ends the thread after the turn it is in.
    void stop() {
        stopped.countDown();
    }

    /// @return whether lines wait although they could be read
    private boolean turn() throws InterruptedException {
        long now = nanoTime.getAsLong();
        if (!status.isConnected() && !connect(now)) {
            return false;
        }
        watchKafka(now);
        boolean held = false;
        for (FollowedLog log : logs) {
            held |= log.source().poll(buffer);
        }
        if (now - nextSave >= 0) {
            save();
            nextSave = now + BETWEEN_SAVES.toNanos();
        }
        if (now - nextHeartbeat >= 0) {
            producer.send(heartbeat.report(logs.stream().map(FollowedLog::report).toList()));
            nextHeartbeat = now + pace.heartbeat().toNanos();
        }
        return held;
    }

    private boolean connect(long now) throws InterruptedException {
        if (now - nextTry < 0) {
            return false;
        }
        try {
            connection.establish();
            status.connected();
            retry = SHORTEST_RETRY;
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            status.trouble("Cannot reach Kafka yet, trying on: " + rootOf(e).getMessage());
            backOff(now);
            return false;
        }
    }

    /// Trouble is over when something was confirmed after it began.
    private void watchKafka(long now) {
        if (producer.failure() != null) {
            if (!failing) {
                failing = true;
                trouble("Kafka refuses attempts, they are read and sent again: " + producer.failure());
                backOff(now);
            } else if (producer.isIdle() && now - nextTry >= 0) {
                logs.forEach(log -> log.source().rewind());
                producer.recovered();
                failing = false;
            }
        } else if (producer.stalledFor().compareTo(STALLED) > 0) {
            trouble("Kafka confirms nothing at present: reading pauses, the logs keep what is new");
        } else if (status.trouble() != null && producer.confirmed() > confirmedBefore) {
            status.well();
            retry = SHORTEST_RETRY;
        }
    }

    private void trouble(String what) {
        status.trouble(what);
        confirmedBefore = producer.confirmed();
    }

    private void backOff(long now) {
        nextTry = now + retry.toNanos();
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
    }

    private void save() {
        if (offsets == null) {
            return;
        }
        Map<String, List<Position>> positions = new LinkedHashMap<>(saved);
        logs.forEach(log -> positions.put(log.name(), log.source().positions()));
        if (positions.equals(saved)) {
            return;
        }
        try {
            offsets.save(positions);
            saved = positions;
            if (savingFails) {
                LOG.info("Offsets can be saved again");
            }
            savingFails = false;
        } catch (IOException e) {
            if (!savingFails) {
                LOG.warnf("Offsets cannot be saved, trying on; after a restart lines would be sent again: %s", e);
            }
            savingFails = true;
        }
    }

    private void close() {
        try {
            for (FollowedLog log : logs) {
                log.source().close();
            }
            if (offsets != null) {
                offsets.close();
            }
        } catch (IOException e) {
            LOG.warnf("Files could not be closed: %s", e.getMessage());
        }
        producer.close();
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
