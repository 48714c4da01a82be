package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;

/// The elements at the end of Dovecot's login lines, in their fixed order (login_log_format_elements):
/// `user=<U>, method=M, rip=R, lip=L, mpid=P, TLS, session=<S>`, read from the right.
///
/// User name and mechanism are the client's own words and may look like any of the elements, an address included. To
/// the right of the last `, rip=` all is Dovecot's: the line is only believed when nothing but its elements is there.
///
/// @param user as tried, not cleaned; null when the element is missing
/// @param client null when `rip=` is empty or no address
record LoginElements(String user, String mechanism, Address client, String session) {

    private static final byte[] RIP = Bytes.of("rip=");
    private static final byte[] COMMA_RIP = Bytes.of(", rip=");
    private static final byte[] COMMA_LIP = Bytes.of(", lip=");
    private static final byte[] USER = Bytes.of("user=<");
    private static final byte[] METHOD = Bytes.of(">, method=");
    private static final byte[] SESSION = Bytes.of(", session=<");

    /// @param from where the elements begin: at `user=<` or, in old versions, at `rip=`
    /// @return null when the elements are not in Dovecot's order, or something else is among them
    static LoginElements read(byte[] line, int from, int to) {
        if (Bytes.startsWith(line, RIP, from, to)) {
            return Bytes.indexOf(line, USER, from, to) < 0 ? afterUser(line, null, null, from + RIP.length, to) : null;
        }
        int rip = Bytes.lastIndexOf(line, COMMA_RIP, from, to);
        if (rip < 0 || !Bytes.startsWith(line, USER, from, to)) {
            return null;
        }
        int userFrom = from + USER.length;
        int addressFrom = rip + COMMA_RIP.length;
        int method = Bytes.lastIndexOf(line, METHOD, userFrom, rip);
        if (rip > userFrom && line[rip - 1] == '>') { // no mechanism
            return afterUser(line, Bytes.text(line, userFrom, rip - 1), null, addressFrom, to);
        }
        if (method < 0) {
            return null;
        }
        String mechanism = Bytes.text(line, method + METHOD.length, rip);
        return afterUser(line, Bytes.text(line, userFrom, method), mechanism, addressFrom, to);
    }

    private static LoginElements afterUser(byte[] line, String user, String mechanism, int addressFrom, int to) {
        int addressTo = valueEnd(line, addressFrom, to);
        int at = addressTo;
        if (Bytes.startsWith(line, COMMA_LIP, at, to)) {
            at = valueEnd(line, at + COMMA_LIP.length, to);
        }
        if (at < to && line[at] != ',') {
            return null;
        }
        String session = null;
        int restTo = to;
        int sessionAt = Bytes.lastIndexOf(line, SESSION, at, to);
        if (sessionAt >= 0 && line[to - 1] == '>') {
            session = Bytes.text(line, sessionAt + SESSION.length, to - 1);
            restTo = sessionAt;
        }
        if (hasBrackets(line, at, restTo) || session != null && session.indexOf('<') >= 0) {
            return null;
        }
        return new LoginElements(user, mechanism, Address.orNull(line, addressFrom, addressTo), session);
    }

    /// Dovecot brackets user and session only; a bracket elsewhere is the end of a user name.
    private static boolean hasBrackets(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == '<' || line[i] == '>') {
                return true;
            }
        }
        return false;
    }

    private static int valueEnd(byte[] line, int from, int to) {
        int at = from;
        while (at < to && (Bytes.isAlphanumeric(line[at]) || line[at] == '.' || line[at] == ':')) {
            at++;
        }
        return at;
    }
}
