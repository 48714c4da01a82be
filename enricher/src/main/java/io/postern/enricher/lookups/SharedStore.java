package io.postern.enricher.lookups;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A cache that all replicas see: Redis, or none. Every stage fails when the store is away.
public interface SharedStore {

    /// The value, or null when there is none.
    CompletionStage<String> get(String key);

    /// The values in the order of the keys, null where there is none.
    CompletionStage<List<String>> getAll(List<String> keys);

    CompletionStage<Void> put(String key, String value, Duration ttl);

    CompletionStage<Void> remove(String key);

    /// Whether the key was free and is now ours until the time is over.
    CompletionStage<Boolean> lease(String key, Duration time);

    /// For a site with one enricher that does without.
    SharedStore NONE = new SharedStore() {
        @Override
        public CompletionStage<String> get(String key) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<List<String>> getAll(List<String> keys) {
            return CompletableFuture.completedStage(Collections.nCopies(keys.size(), null));
        }

        @Override
        public CompletionStage<Void> put(String key, String value, Duration ttl) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> remove(String key) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Boolean> lease(String key, Duration time) {
            return CompletableFuture.completedStage(true);
        }
    };
}
