package io.postern.enricher.names;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// The names that replicas share. A store that is away or slow is left alone for a while: it costs time, never data.
public final class SharedNames {

    private static final Logger LOG = Logger.getLogger(SharedNames.class);
    private static final String PREFIX = "postern:ptr:";
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final SharedStore store;
    private final Duration patience;
    private final Clock clock;
    private final Counter errors;

    /// When the store may be tried again; null while it answers.
    private Instant awayUntil;

    /// @param patience how long an attempt may wait for the store
    public SharedNames(SharedStore store, Duration patience, Clock clock, MeterRegistry meters) {
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

    /// What a replica has learnt; null when nobody has, or the store does not say. Never fails.
    CompletionStage<KnownName> get(Address client) {
        return ask(client.toString(), patience);
    }

    /// Opens the connection before the first attempt has to wait for it.
    ///
    /// @return done when the store has answered or the time is over; never fails
    public CompletionStage<?> connect(Duration atMost) {
        return ask("-", atMost);
    }

    private CompletionStage<KnownName> ask(String key, Duration atMost) {
        if (leaveAlone()) {
            return CompletableFuture.completedStage(null);
        }
        return store.get(PREFIX + key)
                .toCompletableFuture()
                .copy()
                .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .handle((text, failure) -> {
                    note(failure);
                    return failure == null && text != null ? KnownName.parse(text) : null;
                });
    }

    /// For whoever asks next; nobody waits for it.
    void put(Address client, KnownName known) {
        if (leaveAlone()) {
            return;
        }
        Duration ttl = Duration.between(clock.instant(), known.usableUntil());
        var _ = store.put(PREFIX + client, known.asText(), ttl).whenComplete((done, failure) -> note(failure));
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
            LOG.warnf(
                    "The shared cache of reverse names is away; look-ups go on without it: error=%s",
                    describe(failure));
        } else if (failure == null && wasAway) {
            LOG.info("The shared cache of reverse names answers again");
        }
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException ? "no answer in time" : cause.toString();
    }
}
