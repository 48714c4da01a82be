package io.postern.collector.formats;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Header;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A piece of a log, cut into lines whose headers are read, so that several threads can read the messages.
///
/// Each line has its lane, and a lane is read by one thread in order: what a format remembers, it remembers of lines
/// of its own lane. Postfix has one for itself: it is half of a mail log, and no other server's lines are about its
/// own. What a container runtime wrapped is all in the other.
final class Chunk {

    static final int LANES = 2;

    private static final byte[] POSTFIX = Bytes.of("postfix");

    /// Few enough that the lines are still in the processor's cache when the other threads come to them.
    private static final int READ = 1 << 17;

    /// Of a line that is longer, the rest is skipped: no mail server writes such a line, and memory must stay bounded.
    private static final int LONGEST = 1 << 20;

    private static final class Slot {
        private final Header header = new Header();
        private int from;
        private int trimmedTo;
        private int to;
        private int lane;
        private Reading reading;
    }

    private final byte[] bytes = new byte[LONGEST];
    private int filled;
    private int rest;

    /// The line in which it ends was too long, and has been added.
    private boolean skipping;

    private Slot[] slots = {};
    private int count;

    /// Reads once, and cuts what is there.
    ///
    /// @param before what was filled before this one, which may be this one; its rest is the beginning of this
    /// @return false at the end of the log
    boolean fill(InputStream in, Chunk before) throws IOException {
        int carried = before.filled - before.rest;
        System.arraycopy(before.bytes, before.rest, bytes, 0, carried);
        skipping = before.skipping;
        count = 0;
        int read = in.read(bytes, carried, Math.min(READ, LONGEST - carried));
        filled = carried + Math.max(0, read);
        rest = cut();
        if (rest < filled && (read < 0 || rest == 0 && filled == LONGEST)) {
            add(rest, filled);
            rest = filled;
            skipping = true;
        }
        return count > 0 || read >= 0;
    }

    /// @return where the rest begins
    private int cut() {
        int from = 0;
        for (int feed; (feed = Bytes.indexOf(bytes, '\n', from, filled)) >= 0; from = feed + 1) {
            if (!skipping) {
                add(from, feed);
            }
            skipping = false;
        }
        return skipping ? filled : from;
    }

    private void add(int from, int to) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(64, count * 2));
            Arrays.setAll(slots, i -> slots[i] == null ? new Slot() : slots[i]);
        }
        Slot slot = slots[count++];
        slot.from = from;
        slot.to = to;
        slot.trimmedTo = Line.trimmed(bytes, from, to);
        slot.header.read(bytes, from, slot.trimmedTo);
        slot.lane = slot.header.isOf(bytes, POSTFIX) ? 1 : 0;
    }

    void read(int lane, LineParser parser) {
        for (int i = 0; i < count; i++) {
            Slot slot = slots[i];
            if (slot.lane == lane) {
                slot.reading = slot.header.isWrapped()
                        ? parser.read(bytes, slot.from, slot.to)
                        : parser.readMessage(bytes, slot.from, slot.trimmedTo, slot.header);
            }
        }
    }

    /// @param parser for what lines of all lanes say together
    void tell(LineParser parser, WholeLog.Listener listener) throws IOException {
        for (int i = 0; i < count; i++) {
            Slot slot = slots[i];
            Reading reading = slot.header.isWrapped()
                    ? slot.reading
                    : parser.settle(bytes, slot.from, slot.trimmedTo, slot.header, slot.reading);
            listener.line(bytes, slot.from, slot.trimmedTo, reading);
            slot.reading = null;
        }
    }
}
