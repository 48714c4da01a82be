package io.postern.enricher.registries;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.postern.enricher.lookups.SharedCache;
import io.postern.events.Address;
import io.postern.events.Network;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// The registrations that replicas share, each under its network; and who asks for which, so that only one does.
final class SharedNetworks {

    private static final String PREFIX = "postern:net:";
    private static final String LEASE = "postern:net-asked:";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SharedCache cache;
    private final Clock clock;

    SharedNetworks(SharedCache cache, Clock clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /// The smallest network that holds the address; null when none is known. Never fails.
    CompletionStage<KnownRegistration> find(Address client) {
        int bits = client.isV6() ? 128 : 32;
        List<String> keys = IntStream.rangeClosed(0, bits - 8)
                .mapToObj(shorter -> PREFIX + new Network(client, bits - shorter))
                .toList();
        return cache.getAll(keys)
                .thenApply(values -> values.stream()
                        .filter(Objects::nonNull)
                        .map(value -> parse(value, client))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    CompletionStage<?> put(KnownRegistration known) {
        try {
            Duration life = Duration.between(clock.instant(), known.usableUntil());
            return cache.put(PREFIX + known.network(), JSON.writeValueAsString(known), life);
        } catch (JacksonException e) {
            throw new IllegalStateException("a registration that cannot be written", e);
        }
    }

    /// Whether this process shall ask for the address' neighbourhood; another is asking otherwise.
    CompletionStage<Boolean> mayAsk(Address client, Duration atMost) {
        return cache.lease(LEASE + neighbourhood(client), atMost);
    }

    /// Waits until it is gone, for whoever forgets wants to ask anew.
    void forget(KnownRegistration known) {
        cache.remove(PREFIX + known.network()).toCompletableFuture().join();
    }

    /// Others need not wait any longer.
    void hasAsked(Address client) {
        var _ = cache.remove(LEASE + neighbourhood(client));
    }

    /// Registrations are seldom smaller.
    static Network neighbourhood(Address client) {
        return new Network(client, client.isV6() ? 48 : 24);
    }

    /// Null when the text is none of ours; whoever can write to the shared cache is not believed blindly.
    private static KnownRegistration parse(String value, Address client) {
        try {
            KnownRegistration known = JSON.readValue(value, KnownRegistration.class);
            boolean whole = known.network() != null
                    && known.registration() != null
                    && known.freshUntil() != null
                    && known.usableUntil() != null;
            return whole && known.holds(client) ? known : null;
        } catch (JacksonException notOurs) {
            return null;
        }
    }
}
