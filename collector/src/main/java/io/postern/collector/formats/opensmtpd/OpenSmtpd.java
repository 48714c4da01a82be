package io.postern.collector.formats.opensmtpd;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Recent;
import io.postern.collector.parsing.Server;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;

/// OpenSMTPD 6 and 7: `ID smtp connected address=IP host=H`, `ID smtp authentication user=U result=permfail`, `ID
/// smtp failed-command command="AUTH PLAIN (...)" result="535 …"`. Up to 6.3 each line has `event=` before its
/// word and `address=IP host=H` in it.
///
/// One refused login is two lines, `authentication` first; the second is counted only when the first was not
/// there.
public final class OpenSmtpd implements Format {

    private static final Server OPENSMTPD = new Server(Daemon.OPENSMTPD, Source.OPENSMTPD);

    private static final byte[] SMTP = Bytes.of(" smtp ");
    private static final byte[] EVENT = Bytes.of("event=");
    private static final byte[] CONNECTED = Bytes.of("connected address=");
    private static final byte[] DISCONNECTED = Bytes.of("disconnected");
    private static final byte[] CLOSED = Bytes.of("closed");
    private static final byte[] AUTHENTICATION = Bytes.of("authentication user=");
    private static final byte[] FAILED_COMMAND = Bytes.of("failed-command ");
    private static final byte[] ADDRESS_FIRST = Bytes.of("address=");
    private static final byte[] ADDRESS = Bytes.of(" address=");
    private static final byte[] HOST = Bytes.of(" host=");
    private static final byte[] RESULT = Bytes.of(" result=");
    private static final byte[] COMMAND = Bytes.of("command=\"AUTH ");
    private static final byte[] ANSWER = Bytes.of("\" result=\"");
    private static final byte[] PERMFAIL = Bytes.of("permfail");
    private static final byte[] OK = Bytes.of("ok");

    private static final Reading OTHER = OPENSMTPD.ignored("of OpenSMTPD, but not about a login");
    private static final Reading TOLD = OPENSMTPD.ignored("said again: the login was counted from the line before");
    private static final Reading UNKNOWN_SESSION =
            OPENSMTPD.unreadable("the line with the address, at the begin of the session, was not seen");

    private static final int SESSIONS = 4096;

    /// @param told whether a refused login is counted whose second line is still to come
    private record Session(Address client, boolean told) {}

    private final Recent<String, Session> sessions = new Recent<>(SESSIONS);

    @Override
    public boolean speaksAs(String program) {
        return program.equals("smtpd") || program.equals("opensmtpd");
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        int from = line.from();
        int to = line.to();
        int idTo = from + 16;
        if (!Bytes.startsWith(bytes, SMTP, idTo, to)) {
            return OTHER;
        }
        String id = Bytes.text(bytes, from, idTo);
        int at = idTo + SMTP.length;
        boolean old = Bytes.startsWith(bytes, EVENT, at, to);
        at = old ? at + EVENT.length : at;
        if (Bytes.startsWith(bytes, CONNECTED, at, to)) {
            sessions.put(id, new Session(word(bytes, at + CONNECTED.length, to), false));
            return OTHER;
        }
        if (Bytes.startsWith(bytes, DISCONNECTED, at, to) || Bytes.startsWith(bytes, CLOSED, at, to)) {
            sessions.remove(id);
            return OTHER;
        }
        if (Bytes.startsWith(bytes, AUTHENTICATION, at, to)) {
            return readAuthentication(line, bytes, id, at + AUTHENTICATION.length, old);
        }
        return Bytes.startsWith(bytes, FAILED_COMMAND, at, to)
                ? readFailedCommand(line, bytes, id, at + FAILED_COMMAND.length, to)
                : OTHER;
    }

    /// The user name may hold anything, so its end is sought from the right.
    ///
    /// @param old whether `address=IP host=H` stands between name and result; else they are the name's own
    private Reading readAuthentication(Line line, byte[] bytes, String id, int from, boolean old) {
        int to = line.to();
        int result = Bytes.lastIndexOf(bytes, RESULT, from, to);
        int address = old && result >= 0 ? Bytes.lastIndexOf(bytes, ADDRESS, from, result) : -1;
        Session session = sessions.get(id);
        Address client = session == null ? null : session.client();
        if (address >= 0) {
            client = word(bytes, address + ADDRESS.length, result);
        }
        if (result < 0 || client == null) {
            return UNKNOWN_SESSION;
        }
        int word = result + RESULT.length;
        Outcome outcome = Bytes.equal(bytes, OK, word, to)
                ? Outcome.SUCCEEDED
                : Bytes.equal(bytes, PERMFAIL, word, to) ? Outcome.FAILED : Outcome.TEMPORARY_FAILURE;
        sessions.put(id, new Session(client, outcome != Outcome.SUCCEEDED));
        String account = Bytes.text(bytes, from, address >= 0 ? address : result);
        return OPENSMTPD.attempt(line, Service.SMTP, client, account, outcome, null);
    }

    private Reading readFailedCommand(Line line, byte[] bytes, String id, int from, int to) {
        int at = from;
        Session session = sessions.get(id);
        Address client = session == null ? null : session.client();
        if (Bytes.startsWith(bytes, ADDRESS_FIRST, at, to)) {
            client = word(bytes, at + ADDRESS_FIRST.length, to);
            int host = Bytes.wordEnd(bytes, at, to);
            at = Bytes.startsWith(bytes, HOST, host, to) ? Bytes.wordEnd(bytes, host + 1, to) + 1 : to;
        }
        int answer = Bytes.lastIndexOf(bytes, ANSWER, at, to);
        if (answer < 0 || !Bytes.startsWith(bytes, COMMAND, at, to)) {
            return OTHER;
        }
        if (session != null && session.told()) {
            sessions.put(id, new Session(session.client(), false));
            return TOLD;
        }
        if (client == null) {
            return UNKNOWN_SESSION;
        }
        boolean temporary = answer + ANSWER.length < to && bytes[answer + ANSWER.length] == '4';
        Outcome outcome = temporary ? Outcome.TEMPORARY_FAILURE : Outcome.FAILED;
        int mechanism = at + COMMAND.length;
        int mechanismTo = Math.min(answer, Bytes.wordEnd(bytes, mechanism, answer));
        return OPENSMTPD.attempt(line, Service.SMTP, client, null, outcome, Bytes.text(bytes, mechanism, mechanismTo));
    }

    /// An IPv6 address stands in brackets.
    private static Address word(byte[] line, int from, int to) {
        int end = Bytes.wordEnd(line, from, to);
        boolean brackets = end - from > 2 && line[from] == '[' && line[end - 1] == ']';
        return brackets ? Bytes.address(line, from + 1, end - 1) : Bytes.address(line, from, end);
    }
}
