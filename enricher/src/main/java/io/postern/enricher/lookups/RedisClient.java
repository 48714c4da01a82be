package io.postern.enricher.lookups;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.ReactiveKeyCommands;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.quarkus.redis.datasource.value.SetArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// The shared cache in Redis.
public final class RedisClient implements SharedStore {

    private final ReactiveValueCommands<String, String> values;
    private final ReactiveKeyCommands<String> keys;

    public RedisClient(ReactiveRedisDataSource redis) {
        this.values = redis.value(String.class);
        this.keys = redis.key();
    }

    @Override
    public CompletionStage<String> get(String key) {
        return values.get(key).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<List<String>> getAll(List<String> keys) {
        return values.mget(keys.toArray(String[]::new))
                .map(found -> inOrder(keys, found))
                .subscribeAsCompletionStage();
    }

    private static List<String> inOrder(List<String> keys, Map<String, String> found) {
        return keys.stream().map(found::get).toList();
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration ttl) {
        return values.psetex(key, Math.max(1, ttl.toMillis()), value).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Void> remove(String key) {
        return keys.del(key).replaceWithVoid().subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Boolean> lease(String key, Duration time) {
        return values.setAndChanged(key, "", new SetArgs().nx().px(time)).subscribeAsCompletionStage();
    }
}
