package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.MailFlowStep;
import io.postern.events.Outcome;

/// A message that came: `ID <= SENDER H=PEER P=esmtpsa X=… A=NAME:USER S=812 …`. Exim says no more of a login that was
/// right.
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
    private static final byte[] NOBODY = Bytes.of("<>");

    private static final Reading UNCLEAR =
            Exim.EXIM.ignored("a message whose sender may hold what looks like a client");

    private Accepted() {}

    /// @return null when the line says something else
    static Reading read(Line context, int from) {
        byte[] line = context.bytes();
        int to = context.to();
        int id = MessageId.end(line, from, to);
        if (id < 0 || !Bytes.startsWith(line, ARRIVED, id, to)) {
            return null;
        }
        int sender = id + ARRIVED.length;
        int senderTo = Bytes.wordEnd(line, sender, to);
        if (Bytes.indexOf(line, '"', sender, senderTo) >= 0) {
            return UNCLEAR;
        }
        String message = Bytes.text(line, from, id);
        String address = Bytes.equal(line, NOBODY, sender, senderTo) ? "" : Bytes.text(line, sender, senderTo);
        return Bytes.startsWith(line, PEER, senderTo, to)
                ? readPeers(context, message, address, senderTo + PEER.length)
                : Exim.mail(
                        context, message, new MailFlowStep.Received(null, null, null, null, null, null, address), null);
    }

    private static Reading readPeers(Line context, String message, String sender, int from) {
        byte[] line = context.bytes();
        int to = context.to();
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
            if (account != null && login == null) {
                found = peer;
                login = account;
            }
            found = found == null ? peer : found;
        }
        if (login == null) {
            return Exim.mail(
                    context, message, received(context, from, sender, peers == 1 ? found : null, null, null), null);
        }
        if (peers > 1) {
            return Exim.EXIM.ambiguous(context, "HELO or subject holds a second address of the same form");
        }
        int colon = login.indexOf(':');
        String mechanism = colon < 0 ? login : login.substring(0, colon);
        String account = colon < 0 ? null : login.substring(colon + 1);
        Reading said =
                Exim.EXIM.attempt(context, found.service(), found.client(), account, Outcome.SUCCEEDED, mechanism);
        return said instanceof Reading.Attempt attempt
                ? Exim.mail(context, message, received(context, from, sender, found, account, mechanism), attempt)
                : said;
    }

    /// @param peer null when it is not clear which address is the client's
    private static MailFlowStep received(
            Line context, int from, String sender, Peer peer, String account, String mechanism) {
        int name = from;
        while (name < context.to()
                && context.bytes()[name] != ' '
                && context.bytes()[name] != '('
                && context.bytes()[name] != '[') {
            name++;
        }
        return new MailFlowStep.Received(
                name > from ? Bytes.text(context.bytes(), from, name) : null,
                peer == null ? null : peer.client(),
                account,
                mechanism,
                null,
                null,
                sender);
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
