package io.postern.enricher.names;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A shared cache that can be taken away.
final class FakeStore implements SharedStore {

    enum State {
        UP,
        REFUSING,
        SILENT
    }

    final Map<String, String> values = new HashMap<>();
    final Map<String, Duration> ttls = new HashMap<>();
    State state = State.UP;
    int requests;

    @Override
    public CompletionStage<String> get(String key) {
        requests++;
        return switch (state) {
            case UP -> CompletableFuture.completedStage(values.get(key));
            case REFUSING -> CompletableFuture.failedStage(new java.net.ConnectException("refused"));
            case SILENT -> new CompletableFuture<>();
        };
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration ttl) {
        requests++;
        return switch (state) {
            case UP -> {
                values.put(key, value);
                ttls.put(key, ttl);
                yield CompletableFuture.completedStage(null);
            }
            case REFUSING -> CompletableFuture.failedStage(new java.net.ConnectException("refused"));
            case SILENT -> new CompletableFuture<>();
        };
    }
}
