package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;

/// One way to read a line of Dovecot's auth process: where the address stands, and what is said behind it.
///
/// - to 2.3: `sql(USER,ADDRESS[,master][,<SESSION>]): MESSAGE`
/// - 2.4: `auth(USER,ADDRESS[,sasl:MECHANISM][,master])<SESSION>: sql: MESSAGE` and
///   `auth-worker(USER,ADDRESS)<PID><SESSION>: request [N]: sql: MESSAGE`
///
/// @param at of the comma before the address: what stands left of it, back to the bracket, is the user
/// @param mechanism null when not told
record AuthHead(int at, Address client, String mechanism, AuthTail tail) {

    private static final byte[] SASL = Bytes.of(",sasl:");
    private static final byte[] MASTER = Bytes.of(",master");

    /// @param comma where the address may begin
    /// @return null when it does not
    static AuthHead read(byte[] line, int comma, int to) {
        int addressTo = addressEnd(line, comma + 1, to);
        if (addressTo == comma + 1 || addressTo >= to || line[addressTo] != ',' && line[addressTo] != ')') {
            return null;
        }
        int at = addressTo;
        String mechanism = null;
        if (Bytes.startsWith(line, SASL, at, to)) {
            int from = at + SASL.length;
            at = AuthTail.wordEnd(line, from, to);
            mechanism = Bytes.text(line, from, at);
        }
        if (Bytes.startsWith(line, MASTER, at, to)) {
            at += MASTER.length;
        }
        AuthTail tail = AuthTail.read(line, at, to);
        Address client = tail == null ? null : Address.orNull(line, comma + 1, addressTo);
        return client == null ? null : new AuthHead(comma, client, mechanism, tail);
    }

    private static int addressEnd(byte[] line, int from, int to) {
        int at = from;
        int last = Math.min(to, from + AuthTail.MOST);
        while (at < last && (Bytes.isAlphanumeric(line[at]) || line[at] == '.' || line[at] == ':')) {
            at++;
        }
        return at;
    }
}
