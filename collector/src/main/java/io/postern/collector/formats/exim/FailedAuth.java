package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;

/// `NAME authenticator failed for PEER: 535 Incorrect authentication data (set_id=USER)`, where NAME is what the
/// configuration calls the authenticator.
final class FailedAuth {

    private static final byte[] FAILED = Bytes.of("authenticator failed for ");
    private static final byte[] REFUSED = Bytes.of(": 535 ");
    private static final byte[] SET_ID = Bytes.of("535 Incorrect authentication data (set_id=");
    private static final int LONGEST_NAME = 128;

    private FailedAuth() {}

    /// @return null when the line says something else
    static Reading read(Line context, int from) {
        byte[] line = context.bytes();
        int to = context.to();
        int words = from;
        if (!Bytes.startsWith(line, FAILED, from, to)) {
            int nameTo = Bytes.indexOf(line, ' ', from, Math.min(to, from + LONGEST_NAME));
            words = nameTo + 1;
            if (nameTo <= from || !Bytes.startsWith(line, FAILED, words, to)) {
                return null;
            }
        }
        String name = words == from ? null : Bytes.text(line, from, words - 1);
        return readPeers(context, line, words + FAILED.length, to, name);
    }

    /// The one way to read the line, or none when there are several with different ends.
    private static Reading readPeers(Line context, byte[] line, int from, int to, String name) {
        int lastRefusal = Bytes.lastIndexOf(line, REFUSED, from, to);
        int lastResponse = lastRefusal >= 0 ? lastRefusal : lastResponse(line, from, to);
        Peer found = null;
        int response = -1;
        for (int open = Peer.next(line, from, from, to); open >= 0; open = Peer.next(line, from, open + 1, to)) {
            Peer peer = Peer.read(line, open, to);
            int at = peer == null ? -1 : response(line, peer.end(), to, lastResponse);
            if (at >= 0 && found == null) {
                found = peer;
                response = at;
            } else if (at >= 0 && !found.client().equals(peer.client())) {
                return Exim.EXIM.ambiguous(context, "HELO or user name holds a second address of the same form");
            }
        }
        if (found == null) {
            return Exim.EXIM.unreadable("no address where Exim writes the client's");
        }
        return reading(context, line, response, to, found, name);
    }

    /// Where `: 535 ` begins: here, or, behind an ident that may hold anything, at the end of the line.
    private static int response(byte[] line, int at, int to, int lastResponse) {
        if (isResponse(line, at, to)) {
            return at;
        }
        if (at < to && line[at] == ' ' && isResponse(line, at + 1, to)) {
            return at + 1;
        }
        return Peer.isIdent(line, at, to) && lastResponse > at ? lastResponse : -1;
    }

    private static int lastResponse(byte[] line, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (line[at] == ':' && isResponse(line, at, to)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isResponse(byte[] line, int at, int to) {
        return at + 5 <= to && line[at] == ':' && line[at + 1] == ' ' && Bytes.number(line, at + 2, at + 5) >= 400;
    }

    private static Reading reading(Line context, byte[] line, int response, int to, Peer peer, String name) {
        String account = account(line, response + 2, to);
        return switch (Bytes.number(line, response + 2, response + 5)) {
            case 535 -> Exim.EXIM.attempt(context, peer.service(), peer.client(), account, Outcome.FAILED, name);
            case 435 ->
                Exim.EXIM.attempt(context, peer.service(), peer.client(), account, Outcome.TEMPORARY_FAILURE, name);
            case 501, 553 ->
                Exim.EXIM.noAttempt(
                        context,
                        Kind.NO_AUTH_ATTEMPT,
                        peer.service(),
                        peer.client(),
                        "the client gave up or sent no well-formed credentials");
            default -> Exim.EXIM.unreadable("Exim's answer to the login is not known here");
        };
    }

    /// Null when the authenticator has no server_set_id.
    private static String account(byte[] line, int from, int to) {
        return Bytes.startsWith(line, SET_ID, from, to) && line[to - 1] == ')'
                ? Bytes.text(line, from + SET_ID.length, to - 1)
                : null;
    }
}
