package io.postern.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The text forms of IP addresses: strict in, canonical out. Bytes, because parsers ask for millions of them.
final class IpText {

    /// "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
    private static final int LONGEST = 45;

    private static final int SHORTEST_V4 = "0.0.0.0".length();
    private static final int LONGEST_V4 = "255.255.255.255".length();

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private IpText() {}

    static byte[] parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return parse(bytes, 0, bytes.length);
    }

    /// The bytes of an address in network order, or null. An IPv4-mapped address yields four bytes.
    ///
    /// @param to exclusive
    static byte[] parse(byte[] text, int from, int to) {
        if (to - from < 2 || to - from > LONGEST) {
            return null;
        }
        for (int i = from; i < to; i++) {
            if (text[i] == ':') {
                return parseV6(text, from, to);
            }
        }
        return parseV4(text, from, to);
    }

    /// The four bytes of an IPv4 address in dotted decimal, or null.
    static byte[] parseV4(byte[] text, int from, int to) {
        if (to - from < SHORTEST_V4 || to - from > LONGEST_V4) {
            return null;
        }
        byte[] bytes = new byte[4];
        return parseV4(text, from, to, bytes, 0) ? bytes : null;
    }

    private static boolean parseV4(byte[] text, int from, int to, byte[] into, int at) {
        int part = 0;
        int value = -1;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (text[i] == '.') {
                if (value < 0 || part == 3) {
                    return false;
                }
                into[at + part++] = (byte) value;
                value = -1;
            } else if (digit < 0 || digit > 9 || value == 0) { // a leading zero reads as octal elsewhere
                return false;
            } else {
                value = value < 0 ? digit : value * 10 + digit;
                if (value > 255) {
                    return false;
                }
            }
        }
        if (part != 3 || value < 0) {
            return false;
        }
        into[at + 3] = (byte) value;
        return true;
    }

    /// RFC 4291, section 2.2: eight groups, `::` once for one or more of them that are zero, an IPv4 address for the
    /// last two.
    private static byte[] parseV6(byte[] text, int from, int to) {
        byte[] bytes = new byte[16];
        int length = 0;
        int gap = -1; // where the groups stand that `::` leaves out
        int at = from;
        if (text[at] == ':') {
            if (text[at + 1] != ':') {
                return null;
            }
            gap = 0;
            at += 2;
        }
        while (at < to) {
            int group = 0;
            int start = at;
            for (int digit; at < to && (digit = hexDigit(text[at])) >= 0; at++) {
                group = group << 4 | digit;
            }
            if (at < to && text[at] == '.' && length <= 12) {
                if (!parseV4(text, start, to, bytes, length)) {
                    return null;
                }
                length += 4;
                break;
            }
            if (at == start || at - start > 4 || length == 16) {
                return null;
            }
            bytes[length++] = (byte) (group >> 8);
            bytes[length++] = (byte) group;
            if (at < to && (text[at++] != ':' || at == to)) {
                return null;
            }
            if (at < to && text[at] == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = length;
                at++;
            }
        }
        if (gap < 0 ? length < 16 : length == 16) {
            return null;
        }
        return unmapped(gap < 0 ? bytes : spread(bytes, gap, length));
    }

    private static byte[] spread(byte[] bytes, int gap, int length) {
        int end = 16 - (length - gap);
        System.arraycopy(bytes, gap, bytes, end, length - gap);
        Arrays.fill(bytes, gap, end, (byte) 0);
        return bytes;
    }

    private static byte[] unmapped(byte[] bytes) {
        for (int i = 0; i < 12; i++) {
            if (bytes[i] != (i < 10 ? 0 : -1)) {
                return bytes;
            }
        }
        return Arrays.copyOfRange(bytes, 12, 16);
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = (b | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    static String ofV4(byte[] bytes) {
        byte[] text = new byte[15];
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int value = bytes[i] & 255;
            if (i > 0) {
                text[length++] = '.';
            }
            if (value >= 100) {
                text[length++] = DIGITS[value / 100];
            }
            if (value >= 10) {
                text[length++] = DIGITS[value / 10 % 10];
            }
            text[length++] = DIGITS[value % 10];
        }
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups (the first of equals) as
    /// `::`.
    static String ofV6(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 255) << 8 | (bytes[2 * i + 1] & 255);
        }
        int runStart = -1;
        int runLength = 1; // a single zero group is written out
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - start > runLength) {
                runStart = start;
                runLength = end - start;
            }
            start = Math.max(start, end - 1);
        }
        byte[] text = new byte[39];
        int length = 0;
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text[length++] = ':';
                text[length++] = ':';
                i += runLength - 1;
            } else {
                if (length > 0 && text[length - 1] != ':') {
                    text[length++] = ':';
                }
                for (int shift = groups[i] > 0xfff ? 12 : groups[i] > 0xff ? 8 : groups[i] > 0xf ? 4 : 0;
                        shift >= 0;
                        shift -= 4) {
                    text[length++] = DIGITS[groups[i] >> shift & 15];
                }
            }
        }
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }
}
