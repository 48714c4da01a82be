package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;
import io.postern.events.Service;

/// The client as Exim prints it (sender_fullhost): `name (helo) [address]:port`, of which all but the address may
/// be missing, and then elements such as `I=[192.0.2.25]:587`, `Ci=30416` or `U=ident`.
///
/// HELO is the client's own word and may, with helo_accept_junk_hosts, be anything; so may the ident that its
/// host answers. So every place is looked at where a HELO could have ended.
///
/// @param client the address in the brackets
/// @param service by the port of `I=`; [Service#SMTP] when the log does not tell it
/// @param end what is behind address, port and elements
record Peer(Address client, Service service, int end) {

    private static final byte[] HELO_END = Bytes.of(") [");
    private static final byte[] IDENT = Bytes.of(" U=");
    private static final byte[] INTERFACE = Bytes.of(" I=[");

    /// DNS has none that is longer.
    private static final int LONGEST_NAME = 255;

    /// Where the address may stand next, at or after `at`; -1 when nowhere. Without a HELO it is at the begin or
    /// behind the name, and nowhere else: nothing left of it is the client's own word then.
    static int next(byte[] line, int begin, int at, int to) {
        int name = begin;
        int nameTo = Math.min(to, begin + LONGEST_NAME);
        while (name < nameTo && line[name] != ' ' && line[name] != '(' && line[name] != '[') {
            name++;
        }
        int bare = name == begin ? begin : name + 1;
        if (bare < to && line[bare] == '[' && (bare == begin || line[name] == ' ')) {
            return at <= begin ? bare : -1;
        }
        int helo = Bytes.indexOf(line, HELO_END, Math.max(at, begin), to);
        return helo < 0 ? -1 : helo + 2;
    }

    /// Reads address, port and elements.
    ///
    /// @param open the bracket
    /// @return null when no address is in it
    static Peer read(byte[] line, int open, int to) {
        int close = Bytes.indexOf(line, ']', open, Math.min(to, open + 48));
        Address client = close < 0 ? null : Bytes.address(line, open + 1, close);
        if (client == null) {
            return null;
        }
        int at = close + 1;
        if (at < to && line[at] == ':' && Bytes.skipDigits(line, at + 1, to) > at + 1) {
            at = Bytes.skipDigits(line, at + 1, to);
        }
        Service service = Service.SMTP;
        while (isElement(line, at, to) && !Bytes.startsWith(line, IDENT, at, to)) {
            int end = elementEnd(line, at + 1, to);
            if (Bytes.startsWith(line, INTERFACE, at, to)) {
                service = service(line, at, end);
            }
            at = end;
        }
        return new Peer(client, service, at);
    }

    /// Whether the client's ident follows, of any length and with anything in it.
    static boolean isIdent(byte[] line, int at, int to) {
        return Bytes.startsWith(line, IDENT, at, to);
    }

    /// ` KEY=`
    static boolean isElement(byte[] line, int at, int to) {
        int end = at + 1;
        while (end < to && Bytes.isAlphanumeric(line[end])) {
            end++;
        }
        return at < to && line[at] == ' ' && end > at + 1 && end < to && line[end] == '=';
    }

    /// The end of an element's value, which may be in quotes; a colon before the next blank is no part of it.
    static int elementEnd(byte[] line, int from, int to) {
        int equals = Bytes.indexOf(line, '=', from, to);
        if (equals + 1 < to && line[equals + 1] == '"') {
            int quote = Bytes.indexOf(line, '"', equals + 2, to);
            return quote < 0 ? to : quote + 1;
        }
        int end = Bytes.wordEnd(line, from, to);
        return end < to && line[end - 1] == ':' ? end - 1 : end;
    }

    private static Service service(byte[] line, int from, int to) {
        int colon = Bytes.lastIndexOf(line, ':', from, to);
        int port = colon < 0 ? -1 : Bytes.number(line, colon + 1, to);
        return port == 465 || port == 587 ? Service.SUBMISSION : Service.SMTP;
    }
}
