package io.postern.auth.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Does a thing until it works, waiting longer each time, until told to stop.
///
/// Says once that it does not work and once that it does again, however many tries lie between.
public final class Retries implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Retries.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final CountDownLatch stopped = new CountDownLatch(1);

    /// @param what for the log: "cannot WHAT yet"
    /// @return the result; empty when stopped or interrupted before there was one
    public <T> Optional<T> until(String what, Callable<T> task) {
        boolean complained = false;
        for (Duration pause = Duration.ofMillis(100); !isStopped(); pause = longer(pause)) {
            try {
                T result = task.call();
                if (complained) {
                    LOG.infof("Can %s again", what);
                }
                return Optional.of(result);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (Exception e) {
                if (!complained) {
                    LOG.warnf("Cannot %s yet, trying on: %s", what, reasonOf(e));
                    complained = true;
                }
            }
            if (!pause(pause)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// @return false when stopped or interrupted meanwhile
    public boolean pause(Duration time) {
        try {
            return !stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void close() {
        stopped.countDown();
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static Throwable reasonOf(Exception e) {
        return e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    }
}
