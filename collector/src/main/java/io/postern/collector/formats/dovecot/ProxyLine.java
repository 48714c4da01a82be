package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Kind;
import io.postern.events.Outcome;

/// What Dovecot's login process says while it hands a client on to another server, one line for each try:
/// `proxy(USER): started proxying to HOST:PORT: user=<…` (2.2), `proxy(USER,HOST:PORT): Started proxying to …` and
/// `proxy(USER,HOST:PORT): Login failed: WHAT THE OTHER SERVER SAID: user=<…`.
///
/// @param outcome null when the line tells of none
record ProxyLine(Kind kind, Outcome outcome) {

    private static final byte[] PROXY = Bytes.of("proxy(");
    private static final byte[] STARTED = Bytes.of("): started proxying to ");
    private static final byte[] STARTED_NEW = Bytes.of("): Started proxying to ");
    private static final byte[] LOGIN_FAILED = Bytes.of("): Login failed: ");

    private static final ProxyLine SUCCEEDED = new ProxyLine(Kind.LOGIN_OK, Outcome.SUCCEEDED);
    private static final ProxyLine REFUSED = new ProxyLine(Kind.AUTH, Outcome.FAILED);
    private static final ProxyLine TEMPORARY = new ProxyLine(Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE);
    private static final ProxyLine OTHER = new ProxyLine(Kind.OTHER, null);

    /// How the other server says that it could not decide.
    private static final byte[][] COULD_NOT_DECIDE = {
        Bytes.of("Temporary"),
        Bytes.of("[UNAVAILABLE]"),
        Bytes.of("[SERVERBUG]"),
        Bytes.of("[INUSE]"),
        Bytes.of("[LIMIT]"),
        Bytes.of("[SYS/TEMP]"),
        Bytes.of("[IN-USE]"),
        Bytes.of("4"),
    };

    static boolean speaks(byte[] line, int from, int to) {
        return Bytes.startsWith(line, PROXY, from, to);
    }

    /// The user's name may hold the words of another line: a failure is one even so.
    static ProxyLine of(byte[] line, int from, int to) {
        int failed = Bytes.indexOf(line, LOGIN_FAILED, from, to);
        if (failed >= 0) {
            for (byte[] words : COULD_NOT_DECIDE) {
                if (Bytes.startsWith(line, words, failed + LOGIN_FAILED.length, to)) {
                    return TEMPORARY;
                }
            }
            return REFUSED;
        }
        boolean started =
                Bytes.indexOf(line, STARTED, from, to) >= 0 || Bytes.indexOf(line, STARTED_NEW, from, to) >= 0;
        return started ? SUCCEEDED : OTHER;
    }
}
