package io.postern.enricher.lookups;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// A shared cache that can be taken away. Values never end by themselves.
public final class FakeStore implements SharedStore {

    public enum State {
        UP,
        REFUSING,
        SILENT
    }

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Map<String, Duration> ttls = new ConcurrentHashMap<>();
    private volatile State state = State.UP;
    private int requests;

    public void is(State state) {
        this.state = state;
    }

    public Map<String, String> values() {
        return values;
    }

    public Map<String, Duration> ttls() {
        return ttls;
    }

    public synchronized int requests() {
        return requests;
    }

    @Override
    public CompletionStage<String> get(String key) {
        return answer(() -> values.get(key));
    }

    @Override
    public CompletionStage<List<String>> getAll(List<String> keys) {
        return answer(() -> keys.stream().map(values::get).toList());
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration ttl) {
        return answer(() -> {
            values.put(key, value);
            ttls.put(key, ttl);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(String key) {
        return answer(() -> {
            values.remove(key);
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> lease(String key, Duration time) {
        return answer(() -> values.putIfAbsent(key, "") == null);
    }

    private synchronized <T> CompletionStage<T> answer(Supplier<T> value) {
        requests++;
        return switch (state) {
            case UP -> CompletableFuture.completedStage(value.get());
            case REFUSING -> CompletableFuture.failedStage(new ConnectException("refused"));
            case SILENT -> new CompletableFuture<>();
        };
    }
}
