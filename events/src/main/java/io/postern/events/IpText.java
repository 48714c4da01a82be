package io.postern.events;

import java.net.InetAddress;

/// The text forms of IP addresses: strict in, canonical out.
final class IpText {

    /// "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
    private static final int LONGEST = 45;

    private IpText() {}

    /// The bytes of an address in network order, or null. An IPv4-mapped address yields four bytes.
    static byte[] parse(String text) {
        int length = text.length();
        if (length < 2 || length > LONGEST) {
            return null;
        }
        return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    }

    private static byte[] parseV4(String text) {
        byte[] bytes = new byte[4];
        int part = 0;
        int value = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (value < 0 || part == 3) {
                    return null;
                }
                bytes[part++] = (byte) value;
                value = -1;
            } else if (c < '0' || c > '9' || value == 0) { // a leading zero reads as octal elsewhere
                return null;
            } else {
                value = Math.max(value, 0) * 10 + (c - '0');
                if (value > 255) {
                    return null;
                }
            }
        }
        if (part != 3 || value < 0) {
            return null;
        }
        bytes[3] = (byte) value;
        return bytes;
    }

    private static byte[] parseV6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'f' || (Character.digit(c, 16) < 0 && c != ':' && c != '.')) {
                return null;
            }
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    static String ofV4(byte[] b) {
        return (b[0] & 255) + "." + (b[1] & 255) + "." + (b[2] & 255) + "." + (b[3] & 255);
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
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
