package io.postern.collector.parsing;

import java.util.Arrays;

/// A line of Docker's `json-file` driver: a JSON object of `log`, which ends with a line feed unless it is a part of a
/// longer line, `stream`, perhaps `attrs`, and `time`. One object is filled again for each.
final class DockerRecord {

    private static final byte[] BEGINNING = Bytes.of("{\"log\":");
    private static final byte[] LOG = Bytes.of("log");
    private static final byte[] STREAM = Bytes.of("stream");
    private static final byte[] STDERR = Bytes.of("stderr");
    private static final byte[] TIME = Bytes.of("time");

    /// What was logged, in the first `length` bytes.
    byte[] log = new byte[1024];

    int length;

    /// Whether it has its line feed, which is not in `log`.
    boolean isWhole;

    boolean isError;

    private final StampReader stamps = new StampReader();

    private byte[] bytes = {};
    private int at;
    private int to;

    static boolean begins(byte[] line, int from, int to) {
        return Bytes.startsWith(line, BEGINNING, from, to);
    }

    /// Of the record that was read last.
    Stamp stamp() {
        return stamps.stamp();
    }

    /// @return false when it is no such record, or not the whole of one
    boolean read(byte[] line, int from, int end) {
        bytes = line;
        at = from + 1;
        to = end;
        isError = false;
        boolean timed = false;
        boolean logged = false;
        do {
            int keyFrom = stringFrom();
            int keyTo = keyFrom < 0 ? -1 : stringTo(keyFrom);
            if (keyTo < 0 || !eat(':')) {
                return false;
            }
            if (Bytes.equal(line, LOG, keyFrom, keyTo)) {
                logged = readLog();
                if (!logged) {
                    return false;
                }
                continue;
            }
            blanks();
            int valueFrom = at + 1;
            int valueTo = skipValue();
            if (valueTo < 0) {
                return false;
            }
            if (Bytes.equal(line, STREAM, keyFrom, keyTo)) {
                isError = Bytes.equal(line, STDERR, valueFrom, valueTo);
            } else if (Bytes.equal(line, TIME, keyFrom, keyTo)) {
                timed = stamps.read(line, valueFrom, valueTo) == valueTo;
            }
        } while (eat(','));
        return eat('}') && at == to && timed && logged;
    }

    private boolean readLog() {
        int from = stringFrom();
        if (from < 0) {
            return false;
        }
        if (log.length < to - from) { // what is unescaped is never longer
            log = Arrays.copyOf(log, to - from);
        }
        length = 0;
        for (at = from; at < to; ) {
            byte b = bytes[at++];
            if (b == '"') {
                isWhole = length > 0 && log[length - 1] == '\n';
                length -= isWhole ? 1 : 0;
                return true;
            }
            if (b != '\\') {
                log[length++] = b;
            } else if (at >= to || !unescape(bytes[at++])) {
                return false;
            }
        }
        return false;
    }

    private boolean unescape(byte escaped) {
        int plain = switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> utf16();
            default -> -1;
        };
        if (plain < 0) {
            return false;
        }
        if (plain < 0x80) {
            log[length++] = (byte) plain;
            return true;
        }
        byte[] utf8 = Character.toString(plain).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, log, length, utf8.length);
        length += utf8.length;
        return true;
    }

    /// The code point whose escape was begun; half a pair is U+FFFD.
    private int utf16() {
        int unit = hex(at);
        at += 4;
        if (unit < 0 || !Character.isSurrogate((char) unit)) {
            return unit;
        }
        int low = at + 6 <= to && bytes[at] == '\\' && bytes[at + 1] == 'u' ? hex(at + 2) : -1;
        if (!Character.isHighSurrogate((char) unit) || low < 0 || !Character.isLowSurrogate((char) low)) {
            return 0xFFFD;
        }
        at += 6;
        return Character.toCodePoint((char) unit, (char) low);
    }

    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < to ? Character.digit(bytes[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /// Moves behind a string, or an object of strings as `attrs` is.
    ///
    /// @return where the string's text ends, or the object; -1 when it has no end
    private int skipValue() {
        if (at < to && bytes[at] == '"') {
            return stringTo(at + 1);
        }
        if (!eat('{')) {
            return -1;
        }
        for (; at < to; at++) {
            if (bytes[at] == '}') {
                return ++at;
            }
            if (bytes[at] == '"') {
                if (stringTo(at + 1) < 0) {
                    return -1;
                }
                at--;
            }
        }
        return -1;
    }

    /// Where the text of the string begins that comes next, or -1.
    private int stringFrom() {
        blanks();
        return at < to && bytes[at] == '"' ? at + 1 : -1;
    }

    /// Moves behind a string.
    private int stringTo(int from) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                i++;
            } else if (bytes[i] == '"') {
                at = i + 1;
                return i;
            }
        }
        return -1;
    }

    private void blanks() {
        at = Bytes.skipSpaces(bytes, at, to);
    }

    private boolean eat(char wanted) {
        blanks();
        if (at < to && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }
}
