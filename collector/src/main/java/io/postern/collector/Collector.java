package io.postern.collector;

import io.postern.collector.enforcing.Reports;
import io.postern.collector.following.Alarm;
import io.postern.collector.following.Offsets;
import io.postern.collector.following.Place;
import io.postern.collector.reporting.Heartbeat;
import io.postern.collector.shipping.EventProducer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// The one thread of the collector: looks at each log in turn, remembers what is safe, says how things are.
///
/// While Kafka is away nothing is read: the logs keep it. Trouble is said once and tried again.
final class Collector implements Runnable {

    /// @param poll how long to wait when all is read and nothing tells that more was written
    /// @param busy how often to look when more is written all the time
    record Pace(Duration poll, Duration busy, Duration heartbeat) {}

    private static final Logger LOG = Logger.getLogger(Collector.class);
    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(5);
    private static final Duration WHILE_HELD = Duration.ofMillis(10);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final FollowedLogs logs;
    private final EventProducer producer;
    private final KafkaWatch kafka;
    private final Offsets offsets;
    private final Heartbeat heartbeat;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final byte[] buffer;
    private final Alarm alarm = Alarm.open();
    private final Rations rations;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CollectorStatus status;
    private final Runnable chore;
    private final Reports reports;

    private Map<String, Place> saved;
    private long nextSave;
    private long nextHeartbeat;
    private boolean savingFails;
    private String surprise;

    /// @param offsets null when there is nothing to remember
    /// @param saved what `offsets` holds
    /// @param chore what else is looked after in each turn
    /// @param reports what else is sent
    Collector(
            FollowedLogs logs,
            EventProducer producer,
            KafkaWatch kafka,
            Offsets offsets,
            Map<String, Place> saved,
            Heartbeat heartbeat,
            Pace pace,
            int maxLine,
            CollectorStatus status,
            Runnable chore,
            Reports reports,
            LongSupplier nanoTime) {
        this.logs = logs;
        this.producer = producer;
        this.kafka = kafka;
        this.offsets = offsets;
        this.saved = saved;
        this.heartbeat = heartbeat;
        this.pace = pace;
        this.rations = new Rations(pace.busy());
        this.buffer = new byte[2 * maxLine];
        this.status = status;
        this.chore = chore;
        this.reports = reports;
        this.nanoTime = nanoTime;
        this.nextSave = nextHeartbeat = nanoTime.getAsLong();
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                alarm.watch(logs.writtenTo());
                boolean held = turnOrSayWhy();
                status.turned();
                pause(held);
            }
            if (status.isConnected()) {
                reports.send(producer);
            }
            logs.all().forEach(log -> log.shipping().farewell());
            producer.flush(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            save();
            close();
        }
    }

    private void pause(boolean held) throws InterruptedException {
        if (held) {
            sleep(WHILE_HELD);
        } else if (alarm.await(pace.poll())) {
            sleep(rations.untilNext(nanoTime.getAsLong()));
        }
    }

    private void sleep(Duration time) throws InterruptedException {
        var unused = stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Ends the thread after the turn it is in.
    void stop() {
        stopped.countDown();
        alarm.ring();
    }

    /// What nobody foresaw must not end the only thread: it is said once, and the next turn tries again.
    private boolean turnOrSayWhy() throws InterruptedException {
        try {
            boolean held = turn();
            surprise = null;
            return held;
        } catch (RuntimeException e) {
            if (!e.toString().equals(surprise)) {
                LOG.error("A turn failed, trying on", e);
            }
            surprise = e.toString();
            return false;
        }
    }

    /// @return whether lines wait although they could be read
    private boolean turn() throws InterruptedException {
        chore.run();
        long now = nanoTime.getAsLong();
        if (!kafka.isReached(now)) {
            return false;
        }
        logs.look();
        kafka.watch(now, this::goBack);
        reports.send(producer);
        boolean held = false;
        for (FollowedLog log : logs.all()) {
            held |= log.source().poll(buffer);
            log.shipping().settle();
        }
        if (now - nextSave >= 0) {
            save();
            nextSave = now + BETWEEN_SAVES.toNanos();
        }
        if (now - nextHeartbeat >= 0) {
            producer.send(heartbeat.report(
                    logs.all().stream().map(FollowedLog::report).toList()));
            nextHeartbeat = now + pace.heartbeat().toNanos();
        }
        return held;
    }

    private void goBack() {
        logs.all().forEach(log -> log.source().rewind());
        reports.rewind();
    }

    private void save() {
        if (offsets == null) {
            return;
        }
        Map<String, Place> positions = new LinkedHashMap<>(saved);
        positions.keySet().removeAll(logs.takeGone());
        logs.all().forEach(log -> positions.put(log.name(), log.source().place()));
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
            for (FollowedLog log : logs.all()) {
                log.source().close();
            }
            if (offsets != null) {
                offsets.close();
            }
        } catch (IOException e) {
            LOG.warnf("Files could not be closed: %s", e.getMessage());
        }
        producer.close();
        alarm.close();
    }
}
