package io.postern.enricher.names;

import io.postern.enricher.lookups.SharedCache;
import io.postern.events.Address;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// The names that replicas share.
public final class SharedNames {

    private static final String PREFIX = "postern:ptr:";

    private final SharedCache cache;
    private final Clock clock;

    public SharedNames(SharedCache cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /// What a replica has learnt; null when nobody has, or the cache does not say. Never fails.
    CompletionStage<KnownName> get(Address client) {
        return cache.get(PREFIX + client).thenApply(text -> text == null ? null : KnownName.parse(text));
    }

    /// Waits until it is gone, for whoever forgets wants to ask anew.
    void forget(Address client) {
        cache.remove(PREFIX + client).toCompletableFuture().join();
    }

    /// For whoever asks next; nobody waits for it.
    void put(Address client, KnownName known) {
        var _ = cache.put(PREFIX + client, known.asText(), Duration.between(clock.instant(), known.usableUntil()));
    }
}
