package io.postern.enricher.names;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A cache that all replicas see: Redis, or none.
public interface SharedStore {

    /// The value, or null when there is none; fails when the store is away.
    CompletionStage<String> get(String key);

    CompletionStage<Void> put(String key, String value, Duration ttl);

    /// For a site with one enricher that does without.
    SharedStore NONE = new SharedStore() {
        @Override
        public CompletionStage<String> get(String key) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> put(String key, String value, Duration ttl) {
            return CompletableFuture.completedStage(null);
        }
    };
}
