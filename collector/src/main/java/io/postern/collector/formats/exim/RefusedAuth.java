package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;

/// What Exim refuses before it looks at a password:
/// `SMTP protocol error in "AUTH LOGIN" H=PEER AUTH command used when not advertised`, and
/// `H=PEER … rejected RCPT <…>: SMTP AUTH is required …`.
///
/// The command in quotes is the client's and may look like all that follows it; the message at the end may not.
final class RefusedAuth {

    private static final byte[] ERROR = Bytes.of("SMTP protocol error in \"");
    private static final byte[] PEER = Bytes.of("\" H=");
    private static final byte[] NOT_ADVERTISED = Bytes.of(" AUTH command used when not advertised");
    private static final byte[] NOT_SUPPORTED = Bytes.of(" authentication mechanism not supported");
    private static final byte[] TIMES = Bytes.of(" Time(s)");
    private static final byte[] H = Bytes.of("H=");
    private static final byte[] REJECTED = Bytes.of(" rejected ");
    private static final byte[] AUTH_REQUIRED = Bytes.of(": SMTP AUTH is required");

    private RefusedAuth() {}

    /// @return null when the line says something else
    static Reading read(Line context, int from) {
        byte[] line = context.bytes();
        int to = context.to();
        if (Bytes.startsWith(line, ERROR, from, to)) {
            return readError(context, line, from, withoutCount(line, from, to));
        }
        return Bytes.startsWith(line, H, from, to) ? readRejected(context, line, from + H.length, to) : null;
    }

    private static Reading readError(Line context, byte[] line, int from, int to) {
        int message = messageFrom(line, from, to);
        int first = message < 0 ? -1 : Bytes.indexOf(line, PEER, from, message);
        if (first < 0) {
            return null;
        }
        Peer found = null;
        for (int quote = first; quote >= 0; quote = Bytes.indexOf(line, PEER, quote + 1, message)) {
            int begin = quote + PEER.length;
            Peer peer = peer(line, Peer.next(line, begin, begin, Math.min(message, begin + 300)), message);
            if (differ(found, peer)) {
                return ambiguous(context);
            }
            found = peer == null ? found : peer;
        }
        int begin = first + PEER.length;
        for (int open = Peer.next(line, begin, begin, message);
                open >= 0;
                open = Peer.next(line, begin, open + 1, message)) {
            Peer peer = peer(line, open, message);
            if (differ(found, peer)) {
                return ambiguous(context);
            }
            found = peer == null ? found : peer;
        }
        if (found == null) {
            return Exim.EXIM.unreadable("no address where Exim writes the client's");
        }
        return Exim.EXIM.attempt(context, found.service(), found.client(), null, Outcome.REFUSED_BY_POLICY, null);
    }

    /// The ACL's words are the operator's; these are those of cPanel's configuration.
    private static Reading readRejected(Line context, byte[] line, int from, int to) {
        int required = Bytes.lastIndexOf(line, AUTH_REQUIRED, from, to);
        int rejected = required < 0 ? -1 : Bytes.indexOf(line, REJECTED, from, required);
        if (rejected < 0) {
            return null;
        }
        Peer found = null;
        for (int open = Peer.next(line, from, from, rejected);
                open >= 0;
                open = Peer.next(line, from, open + 1, rejected)) {
            Peer peer = peer(line, open, rejected);
            if (differ(found, peer)) {
                return ambiguous(context);
            }
            found = peer == null ? found : peer;
        }
        return Exim.EXIM.noAttempt(
                context,
                Kind.AUTH_POLICY,
                found == null ? null : found.service(),
                found == null ? null : found.client(),
                "the client wanted to send mail without a login");
    }

    /// Null unless address and elements, or an ident, reach to the message.
    private static Peer peer(byte[] line, int open, int message) {
        Peer peer = open < 0 ? null : Peer.read(line, open, message);
        return peer != null && (peer.end() == message || Peer.isIdent(line, peer.end(), message)) ? peer : null;
    }

    private static boolean differ(Peer one, Peer other) {
        return one != null && other != null && !one.client().equals(other.client());
    }

    private static Reading ambiguous(Line context) {
        return Exim.EXIM.ambiguous(context, "command or HELO holds a second address of the same form");
    }

    private static int messageFrom(byte[] line, int from, int to) {
        if (Bytes.endsWith(line, NOT_ADVERTISED, from, to)) {
            return to - NOT_ADVERTISED.length;
        }
        return Bytes.endsWith(line, NOT_SUPPORTED, from, to)
                ? Bytes.lastIndexOf(line, ' ', from, to - NOT_SUPPORTED.length)
                : -1;
    }

    /// `: 1 Time(s)`: a line that went through logwatch.
    private static int withoutCount(byte[] line, int from, int to) {
        int colon = Bytes.endsWith(line, TIMES, from, to) ? Bytes.lastIndexOf(line, ':', from, to) : -1;
        return colon > from ? colon : to;
    }
}
