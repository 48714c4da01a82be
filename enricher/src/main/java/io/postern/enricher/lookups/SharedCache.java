package io.postern.enricher.lookups;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The store that replicas share, without its troubles: one that is away or slow is left alone for a while, and nothing
/// here ever fails. It costs time, never data.
public final class SharedCache {

    private static final Logger LOG = Logger.getLogger(SharedCache.class);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final SharedStore store;
    private final Duration patience;
    private final Clock clock;
    private final Counter errors;

    /// When the store may be tried again; null while it answers.
    private Instant awayUntil;

    /// @param patience how long anybody may wait for the store
    public SharedCache(SharedStore store, Duration patience, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.patience = patience;
        this.clock = clock;
        this.errors = Counter.builder("postern.enricher.shared.cache.errors")
                .description("Requests that the shared cache failed or answered too late")
                .register(meters);
        Gauge.builder("postern.enricher.shared.cache.up", this, shared -> shared.isAway() ? 0 : 1)
                .description("Whether the shared cache answers: 1 or 0")
                .register(meters);
    }

    /// Opens the connection before the first attempt has to wait for it.
    ///
    /// @return done when the store has answered or the time is over
    public CompletionStage<?> connect(Duration atMost) {
        return ask(() -> store.get("postern:-"), atMost, null);
    }

    /// Null when there is none, or the store does not say.
    public CompletionStage<String> get(String key) {
        return ask(() -> store.get(key), patience, null);
    }

    /// In the order of the keys; all null when the store does not say.
    public CompletionStage<List<String>> getAll(List<String> keys) {
        return ask(() -> store.getAll(keys), patience, Collections.nCopies(keys.size(), null));
    }

    /// For whoever asks next. Need not be waited for.
    public CompletionStage<?> put(String key, String value, Duration ttl) {
        return ask(() -> store.put(key, value, ttl), patience, null);
    }

    /// Need not be waited for.
    public CompletionStage<?> remove(String key) {
        return ask(() -> store.remove(key), patience, null);
    }

    /// Whether nobody else has it: true as well when the store does not say.
    public CompletionStage<Boolean> lease(String key, Duration time) {
        return ask(() -> store.lease(key, time), patience, true);
    }

    private <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> question, Duration atMost, T otherwise) {
        if (leaveAlone()) {
            return CompletableFuture.completedStage(otherwise);
        }
        return question.get()
                .toCompletableFuture()
                .copy()
                .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    note(failure);
                    return failure == null ? answer : otherwise;
                });
    }

    private synchronized boolean isAway() {
        return awayUntil != null;
    }

    private synchronized boolean leaveAlone() {
        return awayUntil != null && clock.instant().isBefore(awayUntil);
    }

    private void note(Throwable failure) {
        if (failure != null) {
            errors.increment();
        }
        boolean wasAway;
        synchronized (this) {
            if (failure == null && leaveAlone()) {
                return; // an answer to an earlier question
            }
            wasAway = awayUntil != null;
            awayUntil = failure == null ? null : clock.instant().plus(LEFT_ALONE);
        }
        if (failure != null && !wasAway) {
            LOG.warnf("The shared cache is away; look-ups go on without it: error=%s", describe(failure));
        } else if (failure == null && wasAway) {
            LOG.info("The shared cache answers again");
        }
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException ? "no answer in time" : cause.toString();
    }
}
