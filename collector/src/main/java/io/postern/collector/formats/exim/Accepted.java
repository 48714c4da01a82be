package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;

/// A message of a client that is logged in: `ID <= SENDER H=PEER P=esmtpsa X=… A=NAME:USER S=812 …`. Exim says no
/// more of a login that was right.
///
/// Sender, HELO and subject are the client's words. A sender without quotes has no blank, so `H=` is where it
/// must be.
final class Accepted {

    private static final byte[] ARRIVED = Bytes.of(" <= ");
    private static final byte[] PEER = Bytes.of(" H=");
    private static final byte[] PROTOCOL = Bytes.of(" P=");
    private static final byte[] LOGIN = Bytes.of(" A=");
    private static final byte[] ESMTPA = Bytes.of(" P=esmtpa");
    private static final byte[] ESMTPSA = Bytes.of(" P=esmtpsa");
    private static final byte[] ASMTP = Bytes.of(" P=asmtp");
    private static final int LONGEST_ID = 32;

    private static final Reading NO_LOGIN = Exim.EXIM.ignored("a message of a client that is not logged in");

    private Accepted() {}

    /// @return null when the line says something else
    static Reading read(Line context, int from) {
        byte[] line = context.bytes();
        int to = context.to();
        int id = Bytes.indexOf(line, ' ', from, Math.min(to, from + LONGEST_ID));
        if (id <= from || !Bytes.startsWith(line, ARRIVED, id, to)) {
            return null;
        }
        int sender = id + ARRIVED.length;
        int senderTo = Bytes.wordEnd(line, sender, to);
        boolean quoted = Bytes.indexOf(line, '"', sender, senderTo) >= 0;
        return quoted || !Bytes.startsWith(line, PEER, senderTo, to)
                ? NO_LOGIN
                : readPeers(context, line, senderTo + PEER.length, to);
    }

    private static Reading readPeers(Line context, byte[] line, int from, int to) {
        Peer found = null;
        String login = null;
        int peers = 0;
        for (int open = Peer.next(line, from, from, to); open >= 0; open = Peer.next(line, from, open + 1, to)) {
            Peer peer = Peer.read(line, open, to);
            if (peer == null) {
                continue;
            }
            peers++;
            String account = login(line, Bytes.indexOf(line, ']', open, to) + 1, peer.end());
            if (account != null && found == null) {
                found = peer;
                login = account;
            }
        }
        if (found == null) {
            return NO_LOGIN;
        }
        if (peers > 1) {
            return Exim.EXIM.ambiguous(context, "HELO or subject holds a second address of the same form");
        }
        int colon = login.indexOf(':');
        return Exim.EXIM.attempt(
                context,
                found.service(),
                found.client(),
                colon < 0 ? null : login.substring(colon + 1),
                Outcome.SUCCEEDED,
                colon < 0 ? login : login.substring(0, colon));
    }

    /// `NAME:USER`; null when the elements tell of no login.
    private static String login(byte[] line, int from, int to) {
        boolean authenticated = false;
        int at = Bytes.indexOf(line, ' ', from, to);
        for (; at >= 0 && at < to && Peer.isElement(line, at, to); at = Peer.elementEnd(line, at + 1, to)) {
            if (Bytes.startsWith(line, PROTOCOL, at, to)) {
                authenticated = Bytes.startsWith(line, ESMTPA, at, to)
                        || Bytes.startsWith(line, ESMTPSA, at, to)
                        || Bytes.startsWith(line, ASMTP, at, to);
            } else if (authenticated && Bytes.startsWith(line, LOGIN, at, to)) {
                return Bytes.text(line, at + LOGIN.length, Peer.elementEnd(line, at + 1, to));
            }
        }
        return null;
    }
}
