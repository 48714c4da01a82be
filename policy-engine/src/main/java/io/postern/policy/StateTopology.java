package io.postern.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postern.events.Ban;
import io.postern.events.Topic;
import io.postern.policy.counting.RuleCount;
import io.postern.policy.counting.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The stores of the topology. All are disposable: a replay of the topics rebuilds them.
final class StateTopology {

    static final String TALLIES = "tallies";
    static final String COUNTS = "counts";
    static final String BANS = "bans-in-force";
    static final String AGENDA = "agenda";
    static final String HOSTS = "hosts";
    static final String COMMANDS = "commands-answered";
    static final String STANDING = "standing";

    /// Reads what an earlier build wrote: unknown fields are ignored.
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /// Where counts are kept. The topics make up for the loss of either.
    enum Kind {
        /// RocksDB in the state directory, a restart goes on where it was; the heap stays small.
        DISK,
        /// The Java heap, read anew from the topics at every start.
        MEMORY
    }

    private final Kind kind;

    StateTopology(Kind kind) {
        this.kind = kind;
    }

    /// What has been told of a session or a moment; key: client and session, or client, door and moment.
    StoreBuilder<KeyValueStore<String, Tally>> tallies() {
        return store(TALLIES, Serdes.String(), json(Tally.class));
    }

    /// What each rule knows of each client; key: client and rule.
    StoreBuilder<KeyValueStore<String, RuleCount>> counts() {
        return store(COUNTS, Serdes.String(), json(RuleCount.class));
    }

    /// The bans that were published and not lifted; key: network.
    StoreBuilder<KeyValueStore<String, Ban>> bans() {
        return store(BANS, Serdes.String(), Topic.BANS.serde());
    }

    /// Commands that were answered, by id; the value is when that may be forgotten, in milliseconds.
    StoreBuilder<KeyValueStore<String, Long>> commands() {
        return store(COMMANDS, Serdes.String(), Serdes.Long());
    }

    /// What falls due when: see [AgendaTopology].
    StoreBuilder<KeyValueStore<Bytes, byte[]>> agenda() {
        return store(AGENDA, Serdes.Bytes(), Serdes.ByteArray());
    }

    /// The hosts' newest reports as they lie in the topic, whole in every instance.
    static StoreBuilder<KeyValueStore<String, byte[]>> hosts() {
        return whole(HOSTS);
    }

    /// What stands because of commands, as it lies in the topic, whole in every instance.
    static StoreBuilder<KeyValueStore<String, byte[]>> standing() {
        return whole(STANDING);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> whole(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    private <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(
                switch (kind) {
                    case DISK -> Stores.persistentKeyValueStore(name);
                    case MEMORY -> Stores.inMemoryKeyValueStore(name);
                },
                keys,
                values);
    }

    private static <V> Serde<V> json(Class<V> type) {
        return Serdes.serdeFrom((topic, value) -> write(value), (topic, bytes) -> read(type, bytes));
    }

    private static byte[] write(Object value) {
        try {
            return value == null ? null : MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <V> V read(Class<V> type, byte[] bytes) {
        try {
            return bytes == null ? null : MAPPER.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
