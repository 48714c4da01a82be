package io.postern.collector;

import io.postern.collector.shipping.EventProducer;
import java.time.Duration;

/// Whether Kafka is there: reaches it at the start, notices when it does not confirm or refuses, and says what to do.
final class KafkaWatch {

    /// How Kafka is reached; until it is, it is asked again.
    @FunctionalInterface
    interface Connection {
        void establish() throws Exception;
    }

    private static final Duration SHORTEST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);
    private static final Duration STALLED = Duration.ofSeconds(5);

    private final EventProducer producer;
    private final Connection connection;
    private final CollectorStatus status;
    private Duration retry = SHORTEST_RETRY;
    private long nextTry;
    private boolean failing;
    private long confirmedBefore;

    KafkaWatch(EventProducer producer, Connection connection, CollectorStatus status, long now) {
        this.producer = producer;
        this.connection = connection;
        this.status = status;
        this.nextTry = now;
    }

    /// Tries to reach Kafka when it was never reached and it is time to try again.
    boolean isReached(long now) throws InterruptedException {
        if (status.isConnected() || now - nextTry < 0) {
            return status.isConnected();
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
    ///
    /// @param goBack called when attempts failed for good and none is on its way any more
    void watch(long now, Runnable goBack) {
        if (producer.failure() != null) {
            recover(now, goBack);
        } else if (producer.stalledFor().compareTo(STALLED) > 0) {
            trouble("Kafka confirms nothing at present: reading pauses, the logs keep what is new");
        } else if (status.trouble() != null && producer.confirmed() > confirmedBefore) {
            status.well();
            retry = SHORTEST_RETRY;
        }
    }

    private void recover(long now, Runnable goBack) {
        if (!failing) {
            failing = true;
            trouble("Kafka refuses attempts, they are read and sent again: " + producer.failure());
            backOff(now);
        } else if (producer.isIdle() && now - nextTry >= 0) {
            goBack.run();
            producer.recovered();
            failing = false;
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

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
