package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;

/// RFC 3463's `5.7.1`.
final class EnhancedStatus {

    private static final byte[] SENT = Bytes.of("2.0.0");

    private EnhancedStatus() {}

    /// Where it ends; `from` when none stands there.
    static int end(byte[] line, int from, int to) {
        int subject = part(line, from, to, '.');
        int detail = subject < 0 ? -1 : part(line, subject + 1, to, '.');
        int end = detail < 0 ? from : Bytes.skipDigits(line, detail + 1, to);
        return end > detail + 1 ? end : from;
    }

    /// The usual one is not made anew each time.
    static String text(byte[] line, int from, int to) {
        return Bytes.equal(line, SENT, from, to) ? "2.0.0" : Bytes.text(line, from, to);
    }

    private static int part(byte[] line, int from, int to, char next) {
        int end = Bytes.skipDigits(line, from, to);
        return end > from && end < to && line[end] == next ? end : -1;
    }
}
