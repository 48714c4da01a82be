package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;

/// What ends the line of a check: `; from=<S> to=<R> proto=P helo=<H> sasl_method=M sasl_username=U`, as far as it was
/// known by then; postscreen puts commas between. All but the protocol are the client's words.
///
/// @param from where it begins; the line's end when there is none
record CheckContext(int from, String sender, String recipient, String protocol, String helo, String account) {

    private static final byte[] SENDER = Bytes.of("from=<");
    private static final byte[] RECIPIENT = Bytes.of("to=<");
    private static final byte[] PROTOCOL = Bytes.of("proto=");
    private static final byte[] HELO = Bytes.of("helo=<");
    private static final byte[] LOGIN = Bytes.of("> sasl_method=");
    private static final byte[] USERNAME = Bytes.of(" sasl_username=");

    /// @param from behind all that may hold a client's words before it
    static CheckContext read(byte[] line, int from, int to) {
        int start = start(line, from, to);
        int at = Math.min(to, start + 2);
        String sender = null;
        String recipient = null;
        String protocol = null;
        if (Bytes.startsWith(line, SENDER, at, to)) {
            int end = close(line, at, to);
            sender = Bytes.text(line, at + SENDER.length, end);
            at = next(line, end + 1, to);
        }
        if (Bytes.startsWith(line, RECIPIENT, at, to)) {
            int end = close(line, at, to);
            recipient = Bytes.text(line, at + RECIPIENT.length, end);
            at = next(line, end + 1, to);
        }
        if (Bytes.startsWith(line, PROTOCOL, at, to)) {
            int end = at;
            while (end < to && line[end] != ' ' && line[end] != ',') {
                end++;
            }
            protocol = Bytes.text(line, at + PROTOCOL.length, end);
            at = next(line, end, to);
        }
        if (!Bytes.startsWith(line, HELO, at, to)) {
            return new CheckContext(start, sender, recipient, protocol, null, null);
        }
        int helo = at + HELO.length;
        // A client may call itself as if it had logged in: then its bracket is the last thing in the line.
        int login = line[to - 1] == '>' ? -1 : Bytes.lastIndexOf(line, LOGIN, helo, to);
        int username = login < 0 ? -1 : Bytes.indexOf(line, USERNAME, login, to);
        String account = username < 0 ? null : Bytes.text(line, username + USERNAME.length, to);
        int end = login >= 0 ? login : line[to - 1] == '>' && to > helo ? to - 1 : close(line, at, to);
        return new CheckContext(start, sender, recipient, protocol, Bytes.text(line, helo, end), account);
    }

    /// The semicolon before the first of the fields; one at the line's end stands for none of them.
    private static int start(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == ';' && (i + 1 == to || line[i + 1] == ' ' && isField(line, i + 2, to))) {
                return i;
            }
        }
        return to;
    }

    private static boolean isField(byte[] line, int from, int to) {
        return Bytes.startsWith(line, SENDER, from, to)
                || Bytes.startsWith(line, RECIPIENT, from, to)
                || Bytes.startsWith(line, PROTOCOL, from, to)
                || Bytes.startsWith(line, HELO, from, to);
    }

    /// The bracket that ends a field.
    private static int close(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (line[i] == '>' && (i + 1 == to || line[i + 1] == ' ' || line[i + 1] == ',' || line[i + 1] == ':')) {
                return i;
            }
        }
        return to;
    }

    private static int next(byte[] line, int from, int to) {
        int at = from < to && line[from] == ',' ? from + 1 : from;
        return Bytes.skipSpaces(line, Math.min(at, to), to);
    }
}
