package io.postern.enricher.names;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// The shared cache in Redis.
public final class RedisClient implements SharedStore {

    private final ReactiveValueCommands<String, String> values;

    public RedisClient(ReactiveRedisDataSource redis) {
        this.values = redis.value(String.class);
    }

    @Override
    public CompletionStage<String> get(String key) {
        return values.get(key).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration ttl) {
        return values.psetex(key, Math.max(1, ttl.toMillis()), value).subscribeAsCompletionStage();
    }
}
