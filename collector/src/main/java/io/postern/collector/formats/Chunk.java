package io.postern.collector.formats;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Header;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;

/// A piece of a log: filled by one thread, read by another as far as its lines speak for themselves, and told of by the
/// first, who reads the others in their order.
final class Chunk {

    /// Few enough that the lines are still in the processor's cache when the other thread comes to them.
    private static final int READ = 1 << 17;

    /// Of a line that is longer, the rest is skipped: no mail server writes such a line, and memory must stay bounded.
    private static final int LONGEST = 1 << 20;

    private static final class Slot {
        private final Header header;
        private int from;
        private int trimmedTo;
        private int to;
        private Reading alone;

        private Slot(Header header) {
            this.header = header;
        }
    }

    private final LineParser parser;
    private final Supplier<Header> headers = Header.ofOneLog();
    private byte[] bytes = new byte[2 * READ];

    /// Where the first line begins, and behind the last.
    private int begin;

    private int end;
    private int filled;

    /// The line in which it ends was too long, and is in it as far as it is read.
    private boolean skipping;

    private Slot[] slots = {};
    private int count;

    /// @param parser for this chunk alone
    Chunk(LineParser parser) {
        this.parser = parser;
    }

    /// Reads once, and takes all whole lines that are there then.
    ///
    /// @param before what was filled before this one; its rest is the beginning of this
    /// @return false at the end of the log
    boolean fill(InputStream in, Chunk before) throws IOException {
        int carried = before.filled - before.end;
        if (carried + READ > bytes.length) {
            bytes = new byte[LONGEST];
        }
        System.arraycopy(before.bytes, before.end, bytes, 0, carried);
        int read = in.read(bytes, carried, Math.min(READ, LONGEST - carried));
        filled = carried + Math.max(0, read);
        int skipped = before.skipping ? Bytes.indexOf(bytes, '\n', 0, filled) : -1;
        skipping = before.skipping && skipped < 0;
        begin = skipping ? filled : skipped + 1;
        end = Math.max(begin, Bytes.lastIndexOf(bytes, '\n', begin, filled) + 1);
        if (end < filled && (read < 0 || end == 0 && filled == LONGEST)) {
            end = filled;
            skipping = true;
        }
        return end > begin || read >= 0;
    }

    void read() {
        count = 0;
        for (int from = begin; from < end; ) {
            int feed = Bytes.indexOf(bytes, '\n', from, end);
            int to = feed < 0 ? end : feed;
            Slot slot = next();
            slot.from = from;
            slot.to = to;
            slot.trimmedTo = Line.trimmed(bytes, from, to);
            slot.header.read(bytes, from, slot.trimmedTo);
            slot.alone = parser.readAlone(bytes, from, slot.trimmedTo, slot.header);
            from = to + 1;
        }
    }

    private Slot next() {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(64, count * 2));
            Arrays.setAll(slots, i -> slots[i] == null ? new Slot(headers.get()) : slots[i]);
        }
        return slots[count++];
    }

    /// @param inOrder told of the lines of all chunks
    void tell(LineParser inOrder, WholeLog.Listener listener) throws IOException {
        for (int i = 0; i < count; i++) {
            Slot slot = slots[i];
            Reading reading = inOrder.readInOrder(bytes, slot.from, slot.trimmedTo, slot.to, slot.header, slot.alone);
            slot.alone = null;
            listener.line(bytes, slot.from, slot.trimmedTo, reading);
        }
    }
}
