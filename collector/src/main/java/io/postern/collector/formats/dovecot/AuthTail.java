package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;

/// What stands behind the address in a line of Dovecot's auth process.
///
/// @param inFront whether user and address stand before the passdb (2.4), not behind it
/// @param passdb 2.4's; null when it stands before the user, or not at all
/// @param session null when not told
/// @param message null for words that are not known here: nothing is told, but this may be where the address stands
record AuthTail(boolean inFront, String passdb, String session, AuthMessage message) {

    /// Longer than any name or id; keeps the time in proportion to the line.
    static final int MOST = 160;

    private static final byte[] SESSION = Bytes.of(",<");
    private static final byte[] END = Bytes.of("): ");
    private static final byte[] REQUEST = Bytes.of("request [");
    private static final byte[] REQUEST_END = Bytes.of("]: ");
    private static final byte[] COLON = Bytes.of(": ");
    private static final byte[][] LEVELS = {
        Bytes.of("Info: "), Bytes.of("Error: "), Bytes.of("Warning: "), Bytes.of("Debug: ")
    };

    /// @return null when it has none of Dovecot's forms
    static AuthTail read(byte[] line, int from, int to) {
        AuthTail behind = readBehind(line, from, to);
        return behind == null || behind.message == null && !Bytes.startsWith(line, SESSION, from, to)
                ? readInFront(line, from, to)
                : behind;
    }

    private static AuthTail readBehind(byte[] line, int from, int to) {
        int at = from;
        String session = null;
        if (Bytes.startsWith(line, SESSION, at, to)) {
            int close = close(line, at, to);
            if (close < 0) {
                return null;
            }
            session = Bytes.text(line, at + SESSION.length, close);
            at = close + 1;
        }
        if (!Bytes.startsWith(line, END, at, to)) {
            return null;
        }
        return new AuthTail(false, null, session, AuthMessage.of(line, at + END.length, to));
    }

    private static AuthTail readInFront(byte[] line, int from, int to) {
        if (from >= to || line[from] != ')') {
            return null;
        }
        int at = from + 1;
        int brackets = 0;
        String last = null;
        for (; at < to && line[at] == '<'; brackets++) {
            int close = close(line, at, to);
            if (close < 0) {
                return null;
            }
            last = Bytes.text(line, at + 1, close);
            at = close + 1;
        }
        if (!Bytes.startsWith(line, COLON, at, to)) {
            return null;
        }
        at += COLON.length;
        String session = last;
        if (Bytes.startsWith(line, REQUEST, at, to)) {
            session = brackets > 1 ? last : null; // a worker's process id comes first
            at = Bytes.skipDigits(line, at + REQUEST.length, to);
            if (!Bytes.startsWith(line, REQUEST_END, at, to)) {
                return null;
            }
            at += REQUEST_END.length;
        }
        return said(line, skipLevel(line, at, to), to, session);
    }

    /// `sql: Password mismatch`, `lua: db-lua: unknown user`, and a few words without a passdb.
    private static AuthTail said(byte[] line, int from, int to, String session) {
        String passdb = null;
        int at = from;
        for (int words = 0; words < 3; words++) {
            AuthMessage message = AuthMessage.of(line, at, to);
            if (message != null) {
                return new AuthTail(true, passdb, session, message);
            }
            int end = wordEnd(line, at, to);
            if (end == at || !Bytes.startsWith(line, COLON, end, to)) {
                break;
            }
            passdb = passdb == null ? Bytes.text(line, at, end) : passdb;
            at = end + COLON.length;
        }
        return new AuthTail(true, passdb, session, null);
    }

    /// Behind `Info: ` and the like, which syslog's lines mostly do not have.
    static int skipLevel(byte[] line, int from, int to) {
        for (byte[] level : LEVELS) {
            if (Bytes.startsWith(line, level, from, to)) {
                return from + level.length;
            }
        }
        return from;
    }

    /// The end of a mechanism's or a passdb's name.
    static int wordEnd(byte[] line, int from, int to) {
        int at = from;
        int last = Math.min(to, from + MOST);
        while (at < last && isOfAWord(line[at])) {
            at++;
        }
        return at;
    }

    static boolean isOfAWord(byte b) {
        return Bytes.isAlphanumeric(b) || b == '-' || b == '_';
    }

    private static int close(byte[] line, int from, int to) {
        return Bytes.indexOf(line, '>', from, Math.min(to, from + MOST));
    }
}
