package io.postern.collector.parsing;

import io.postern.events.Address;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Searching in a part of a byte array, `from` inclusive, `to` exclusive; -1 when not found.
public final class Bytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    /// By a byte's unsigned value. A table, because names and ids are looked at byte by byte.
    private static final boolean[] ALPHANUMERIC = new boolean[256];

    static {
        for (char c = 0; c < 128; c++) {
            ALPHANUMERIC[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        }
    }

    /// `::ffff:` and an IPv4 address written out as IPv6 has at most 45; a name with more is none.
    private static final int LONGEST_ADDRESS = 45;

    private Bytes() {}

    public static byte[] of(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /// Bytes that are no UTF-8 become U+FFFD.
    public static String text(byte[] line, int from, int to) {
        return new String(
                line, from, to - from, isAscii(line, from, to) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /// Eight bytes at a time as long as it is in none of them: the end of a line is looked for in every byte of a log.
    public static int indexOf(byte[] line, char wanted, int from, int to) {
        long everywhere = wanted * ONES;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long zeroWhereFound = (long) LONGS.get(line, i) ^ everywhere;
            if ((zeroWhereFound - ONES & ~zeroWhereFound & HIGH_BITS) != 0) {
                break;
            }
        }
        for (; i < to; i++) {
            if (line[i] == (byte) wanted) {
                return i;
            }
        }
        return -1;
    }

    public static int indexOf(byte[] line, byte[] wanted, int from, int to) {
        char first = (char) wanted[0];
        int end = to - wanted.length + 1;
        for (int i = indexOf(line, first, from, end); i >= 0; i = indexOf(line, first, i + 1, end)) {
            if (matches(line, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    public static int lastIndexOf(byte[] line, byte[] wanted, int from, int to) {
        byte first = wanted[0];
        for (int i = to - wanted.length; i >= from; i--) {
            if (line[i] == first && matches(line, wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    public static int lastIndexOf(byte[] line, char wanted, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (line[i] == (byte) wanted) {
                return i;
            }
        }
        return -1;
    }

    public static boolean startsWith(byte[] line, byte[] prefix, int from, int to) {
        return to - from >= prefix.length && matches(line, prefix, from);
    }

    public static boolean endsWith(byte[] line, byte[] suffix, int from, int to) {
        return to - from >= suffix.length && matches(line, suffix, to - suffix.length);
    }

    public static boolean equal(byte[] line, byte[] whole, int from, int to) {
        return to - from == whole.length && matches(line, whole, from);
    }

    public static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    public static boolean isAlphanumeric(byte b) {
        return ALPHANUMERIC[b & 255];
    }

    /// Eight bytes as one number.
    static long eightAt(byte[] line, int at) {
        return (long) LONGS.get(line, at);
    }

    /// At most seven bytes as one number.
    static long packed(byte[] line, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            bytes = bytes << 8 | line[i] & 255;
        }
        return bytes;
    }

    private static boolean isAscii(byte[] line, int from, int to) {
        int i = from;
        long bits = 0;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            bits |= (long) LONGS.get(line, i);
        }
        for (; i < to; i++) {
            bits |= line[i];
        }
        return (bits & HIGH_BITS) == 0;
    }

    /// The end of the digits that begin at `from`.
    public static int skipDigits(byte[] line, int from, int to) {
        int i = from;
        while (i < to && isDigit(line[i])) {
            i++;
        }
        return i;
    }

    public static int skipSpaces(byte[] line, int from, int to) {
        int i = from;
        while (i < to && line[i] == ' ') {
            i++;
        }
        return i;
    }

    /// The number made of the digits in the part; at most nine digits, -1 when something else is in it.
    public static int number(byte[] line, int from, int to) {
        if (from >= to || to - from > 9) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(line[i])) {
                return -1;
            }
            value = value * 10 + line[i] - '0';
        }
        return value;
    }

    /// The end of the word that begins at `from`: the next blank.
    public static int wordEnd(byte[] line, int from, int to) {
        int end = indexOf(line, ' ', from, to);
        return end < 0 ? to : end;
    }

    /// The address that fills the part exactly, or null. In time that does not depend on the part's length.
    public static Address address(byte[] line, int from, int to) {
        return from >= 0 && to > from && to - from <= LONGEST_ADDRESS ? Address.orNull(line, from, to) : null;
    }

    private static boolean matches(byte[] line, byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (line[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
