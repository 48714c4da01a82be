package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;

/// A client as Postfix writes it, `NAME[ADDRESS]` or `NAME[ADDRESS]:PORT`. A host name has neither blank nor
/// bracket, so nothing in it can pass for an address.
///
/// @param name null when it has none (`unknown`), or none is asked for (postscreen)
/// @param address null when it is `unknown`
/// @param end behind it
record Peer(String name, Address address, int end) {

    private static final byte[] UNKNOWN = Bytes.of("unknown");

    /// Null when none stands at `from`.
    static Peer at(byte[] line, int from, int to) {
        int open = open(line, from, to);
        int close = open < 0 ? -1 : Bytes.indexOf(line, ']', open, to);
        if (close < 0) {
            return null;
        }
        boolean named = open > from && !Bytes.equal(line, UNKNOWN, from, open);
        return new Peer(
                named ? Bytes.text(line, from, open) : null,
                Address.orNull(line, open + 1, close),
                afterPort(line, close + 1, to));
    }

    private static int open(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != '[' && line[at] != ' ') {
            at++;
        }
        return at < to && line[at] == '[' ? at : -1;
    }

    /// smtpd_client_port_logging puts `:55729` behind the bracket.
    private static int afterPort(byte[] line, int from, int to) {
        int digits = from < to && line[from] == ':' ? Bytes.skipDigits(line, from + 1, to) : from;
        return digits > from + 1 ? digits : from;
    }
}
