package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Line;

/// A message's id in Postfix' queue: hexadecimal digits in capitals, or with `enable_long_queue_ids` digits and letters
/// without vowels. `NOQUEUE` stands where there is none.
final class QueueId {

    /// Between it and what is said of the message.
    static final byte[] SEPARATOR = Bytes.of(": ");

    private static final byte[] NONE = Bytes.of("NOQUEUE");
    private static final int SHORTEST = 6;

    private QueueId() {}

    /// Where the letters and digits that begin at `from` end.
    static int end(byte[] line, int from, int to) {
        int i = from;
        while (i < to && Bytes.isAlphanumeric(line[i])) {
            i++;
        }
        return i;
    }

    /// Null for a message that never got one.
    static String text(Line line, int from, int to) {
        return Bytes.equal(line.bytes(), NONE, from, to) ? null : line.text(from, to);
    }

    /// Whether an id stands here and not any word before a colon: it has a digit.
    static boolean isPlausible(byte[] line, int from, int end, int to) {
        if (end - from < SHORTEST || !Bytes.startsWith(line, SEPARATOR, end, to)) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (Bytes.isDigit(line[i])) {
                return true;
            }
        }
        return false;
    }
}
