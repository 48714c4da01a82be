package io.postern.collector.receiving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postern.collector.spooling.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Takes what Dovecot's event exporter posts: one JSON object, several one after the other, or an array of them.
/// Each becomes a line in the spool.
public final class DovecotEvents {

    /// What became of a post.
    public enum Taken {
        /// All of it is on disk.
        KEPT,
        /// Something in it is no JSON object.
        UNREADABLE,
        /// An event is longer than the longest line.
        TOO_LONG,
        /// The spool takes nothing more.
        FULL
    }

    private static final Logger LOG = Logger.getLogger(DovecotEvents.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectReader EVENTS = JSON.readerFor(JsonNode.class);

    private final Spool spool;
    private final int maxLine;

    public DovecotEvents(Spool spool, int maxLine) {
        this.spool = spool;
        this.maxLine = maxLine;
    }

    /// Blocks until the disk has it.
    public Taken take(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        try (MappingIterator<JsonNode> events = EVENTS.readValues(body)) {
            while (events.hasNextValue()) {
                JsonNode event = events.nextValue();
                if (!event.isObject()) {
                    return Taken.UNREADABLE;
                }
                // Written anew, so that it is one line whatever blanks were in it.
                lines.add(JSON.writeValueAsBytes(event));
            }
        } catch (IOException e) {
            return Taken.UNREADABLE;
        }
        if (lines.stream().anyMatch(line -> line.length > maxLine)) {
            return Taken.TOO_LONG;
        }
        return keep(lines);
    }

    private Taken keep(List<byte[]> lines) {
        int kept = spool.append(lines);
        spool.drop(lines.size() - kept);
        if (kept < lines.size()) {
            return Taken.FULL;
        }
        try {
            spool.sync();
            return Taken.KEPT;
        } catch (IOException e) {
            LOG.warnf("The spool cannot be written to disk: %s", e.getMessage());
            return Taken.FULL;
        }
    }
}
