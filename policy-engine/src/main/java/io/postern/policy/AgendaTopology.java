package io.postern.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Finds what falls due without looking at what does not: a store whose keys sort by kind, then by time.
final class AgendaTopology {

    /// What an entry is about. The first byte of its key.
    enum Kind {
        TALLY,
        COUNT,
        BAN,
        COMMAND,
        LISTED
    }

    /// So that a long outage does not end in one long pause.
    private static final int AT_ONCE = 5000;

    private static final byte[] NOTHING = {};
    private static final int PREFIX = 1 + Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> entries;
    private final Kind kind;

    AgendaTopology(KeyValueStore<Bytes, byte[]> entries, Kind kind) {
        this.entries = entries;
        this.kind = kind;
    }

    void add(long time, String about) {
        entries.put(key(time, about), NOTHING);
    }

    /// Takes off the agenda what is due, oldest first, but not everything at once when there is very much.
    ///
    /// @param now in milliseconds; an entry of exactly this time is due
    List<String> takeDue(long now) {
        List<Bytes> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = entries.range(key(0, ""), key(now + 1, ""))) {
            while (all.hasNext() && due.size() < AT_ONCE) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (time(entry.key) <= now) { // the range includes its end
                    due.add(entry.key);
                }
            }
        }
        due.forEach(entries::delete);
        return due.stream().map(AgendaTopology::about).toList();
    }

    private Bytes key(long time, String about) {
        byte[] text = about.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(PREFIX + text.length)
                .put((byte) kind.ordinal())
                .putLong(Math.max(0, time)) // a negative one would sort last
                .put(text)
                .array());
    }

    private static long time(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(1);
    }

    private static String about(Bytes key) {
        return new String(key.get(), PREFIX, key.get().length - PREFIX, StandardCharsets.UTF_8);
    }
}
