package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.MailFlowStep;
import io.postern.events.Outcome;
import java.util.Locale;

/// A message from the network: `client=HOST[IP], orig_queue_id=Q, orig_client=HOST[IP], sasl_method=M, sasl_username=U,
/// sasl_sender=S`, all but the first where there is something to tell. Who is logged in tells so with each message.
final class Arrivals {

    private static final byte[] CLIENT = Bytes.of("client=");
    private static final byte[] ORIGINAL_ID = Bytes.of(", orig_queue_id=");
    private static final byte[] ORIGINAL_CLIENT = Bytes.of(", orig_client=");
    private static final byte[] METHOD = Bytes.of(", sasl_method=");
    private static final byte[] USERNAME = Bytes.of(", sasl_username=");
    private static final byte[] SENDER = Bytes.of(", sasl_sender=");

    /// @param login null unless it is the first message of a login
    record Arrival(MailFlowStep step, Reading.Attempt login) {}

    private final SaslLines sasl;
    private final SmtpdLogins logins;

    Arrivals(SaslLines sasl, SmtpdLogins logins) {
        this.sasl = sasl;
        this.logins = logins;
    }

    /// Null when the words are others.
    Arrival read(Line context, int from, int to) {
        byte[] line = context.bytes();
        Peer client = Bytes.startsWith(line, CLIENT, from, to) ? Peer.at(line, from + CLIENT.length, to) : null;
        if (client == null) {
            return null;
        }
        int at = client.end();
        MailFlowStep.Original original = null;
        if (Bytes.startsWith(line, ORIGINAL_ID, at, to) || Bytes.startsWith(line, ORIGINAL_CLIENT, at, to)) {
            int method = Bytes.indexOf(line, METHOD, at, to);
            int end = method < 0 ? to : method;
            original = original(line, at, end);
            at = end;
        }
        int method = at + METHOD.length;
        int username = Bytes.startsWith(line, METHOD, at, to) ? Bytes.indexOf(line, USERNAME, method, to) : -1;
        if (username < 0) {
            return new Arrival(received(client, null, null, original), null);
        }
        String mechanism = Bytes.text(line, method, username).toUpperCase(Locale.ROOT);
        int name = username + USERNAME.length;
        int sender = Bytes.indexOf(line, SENDER, name, to);
        String account = SaslLines.account(line, name, sender < 0 ? to : sender);
        return new Arrival(received(client, account, mechanism, original), login(context, client, account, mechanism));
    }

    private Reading.Attempt login(Line context, Peer client, String account, String mechanism) {
        return sasl.attempt(context, Kind.LOGIN_OK, client.address(), account, Outcome.SUCCEEDED, mechanism)
                                instanceof Reading.Attempt attempt
                        && logins.isNew(context.process(), client.address() + " " + account)
                ? attempt
                : null;
    }

    private static MailFlowStep received(
            Peer client, String account, String mechanism, MailFlowStep.Original original) {
        return new MailFlowStep.Received(client.name(), client.address(), account, mechanism, original, null, null);
    }

    /// A content filter's words (XFORWARD), whom Postfix was told to believe.
    private static MailFlowStep.Original original(byte[] line, int from, int to) {
        int at = Bytes.indexOf(line, ORIGINAL_CLIENT, from, to);
        int idTo = at < 0 ? to : at;
        boolean hasId = Bytes.startsWith(line, ORIGINAL_ID, from, to);
        Peer client = at < 0 ? null : Peer.at(line, at + ORIGINAL_CLIENT.length, to);
        return new MailFlowStep.Original(
                hasId ? Bytes.text(line, from + ORIGINAL_ID.length, idTo) : null,
                client == null ? null : client.name(),
                client == null ? null : client.address());
    }
}
