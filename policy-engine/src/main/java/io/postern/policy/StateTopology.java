package io.postern.policy;

import io.postern.events.Ban;
import io.postern.events.Topic;
import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.counting.Tally;
import io.postern.policy.deciding.Listed;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The stores of the topology. All are disposable: a replay of the topics rebuilds them.
final class StateTopology {

    static final String TALLIES = "tallies";
    static final String COUNTS = "client-counts";
    static final String SUBJECT_COUNTS = "subject-counts";
    static final String BANS = "bans-in-force";
    static final String AGENDA = "agenda";
    static final String SUBJECT_AGENDA = "subject-agenda";
    static final String HOSTS = "hosts";
    static final String COMMANDS = "commands-answered";
    static final String LISTED = "listed";
    static final String STANDING = "standing";

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
        return store(TALLIES, Serdes.String(), CodecTopology.tallies());
    }

    /// What the rules know of clients, or of other subjects; key: the subject.
    ///
    /// @param name [#COUNTS] or [#SUBJECT_COUNTS]
    StoreBuilder<KeyValueStore<String, SubjectCounts>> counts(String name) {
        return store(name, Serdes.String(), CodecTopology.counts());
    }

    /// The bans that were published and not lifted; key: network.
    StoreBuilder<KeyValueStore<String, Ban>> bans() {
        return store(BANS, Serdes.String(), Topic.BANS.serde());
    }

    /// What the lists have said of each client, and who waits for more to be known; key: client.
    StoreBuilder<KeyValueStore<String, Listed>> listed() {
        return store(LISTED, Serdes.String(), CodecTopology.listed());
    }

    /// Commands that were answered, by id; the value is when that may be forgotten, in milliseconds.
    StoreBuilder<KeyValueStore<String, Long>> commands() {
        return store(COMMANDS, Serdes.String(), Serdes.Long());
    }

    /// What falls due when: see [AgendaTopology].
    ///
    /// @param name [#AGENDA] or [#SUBJECT_AGENDA]
    StoreBuilder<KeyValueStore<Bytes, byte[]>> agenda(String name) {
        return store(name, Serdes.Bytes(), Serdes.ByteArray());
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
}
