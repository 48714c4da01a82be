package io.postern.cli.anonymize;

import io.postern.events.Address;

/// A text that is read from the left, and what is written of it.
final class Cursor {

    /// Stands around what must not be rewritten again.
    static final char DONE = '\uE000';

    /// Of an address: IPv6 with IPv4 at its end.
    private static final int LONGEST = 45;

    final String text;
    final StringBuilder out;

    /// What is left of it is written.
    int at;

    Cursor(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 32);
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /// The character at a place; a blank behind the end.
    char charAt(int place) {
        return place >= 0 && place < text.length() ? text.charAt(place) : ' ';
    }

    /// Writes something in place of what stands up to there.
    void replace(int to, String with) {
        out.append(with);
        at = to;
    }

    /// Writes what is done already as it is.
    void copyDone() {
        int end = text.indexOf(DONE, at + 1);
        copy(end < 0 ? text.length() : end + 1);
    }

    void copy(int to) {
        out.append(text, at, to);
        at = to;
    }

    int tokenEnd(int from) {
        int end = from;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// A domain, or an address in brackets; -1 when neither begins here.
    int hostEnd(int from) {
        if (from < text.length() && text.charAt(from) == '[') {
            int close = text.indexOf(']', from);
            return close < 0 ? -1 : close + 1;
        }
        int end = tokenEnd(from);
        while (end > from && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    /// Where the address ends that begins here; -1 when none does.
    int addressEnd(int from) {
        int end = from;
        boolean digit = false;
        int most = Math.min(text.length(), from + LONGEST + 1);
        while (end < most && (isHex(text.charAt(end)) || text.charAt(end) == '.' || text.charAt(end) == ':')) {
            digit |= text.charAt(end) >= '0' && text.charAt(end) <= '9';
            end++;
        }
        if (end - from < 2 || !digit) {
            return -1;
        }
        int trimmed = end;
        while (!isAddress(from, trimmed) && ".:".indexOf(text.charAt(trimmed - 1)) >= 0) {
            trimmed--;
        }
        if (isAddress(from, trimmed)) {
            return trimmed;
        }
        int colon = text.indexOf(':', from); // a port
        return colon > from && colon < trimmed && isAddress(from, colon) ? colon : -1;
    }

    private boolean isAddress(int from, int to) {
        boolean ends = to == text.length()
                || !isWord(text.charAt(to))
                || text.charAt(to) == '-'
                || text.charAt(to) == '.' && ends(to + 1);
        return ends && to > from && to - from <= LONGEST && Address.orNull(text.substring(from, to)) != null;
    }

    private boolean ends(int from) {
        return from == text.length() || !isWord(text.charAt(from));
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /// Of which names are made; bytes of UTF-8 are.
    static boolean isWord(char c) {
        return c >= '0' && c <= '9'
                || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= 0x80 && c != DONE
                || "._+-".indexOf(c) >= 0;
    }
}
