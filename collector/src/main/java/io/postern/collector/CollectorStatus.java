package io.postern.collector;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// How the collector is doing, for health checks. Each change is said once in the log.
final class CollectorStatus {

    private static final Logger LOG = Logger.getLogger(CollectorStatus.class);

    private final LongSupplier nanoTime;
    private volatile boolean connected;
    private volatile String trouble;
    private volatile long lastTurn;

    CollectorStatus(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastTurn = nanoTime.getAsLong();
    }

    void turned() {
        lastTurn = nanoTime.getAsLong();
    }

    /// Since the files were last looked at.
    Duration sinceTurn() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastTurn);
    }

    void connected() {
        connected = true;
        well();
    }

    /// Whether Kafka was ever reached.
    boolean isConnected() {
        return connected;
    }

    void trouble(String what) {
        if (trouble == null) {
            LOG.warn(what);
        }
        trouble = what;
    }

    void well() {
        if (trouble != null) {
            LOG.info("Kafka takes attempts again");
        }
        trouble = null;
    }

    /// Null when all is well.
    String trouble() {
        return trouble;
    }
}
