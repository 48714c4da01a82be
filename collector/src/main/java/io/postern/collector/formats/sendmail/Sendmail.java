package io.postern.collector.formats.sendmail;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Recent;
import io.postern.collector.parsing.Server;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.util.Locale;

/// Sendmail 8.12 to 8.18: `QUEUEID: AUTH failure (MECH): WHY (CODE) DETAIL, user=U, relay=HOST [IP]`, the number
/// of AUTH commands of a connection that makes too many, and `AUTH=server, relay=HOST [IP], authid=U, mech=M` for
/// each login.
public final class Sendmail implements Format {

    private static final Server SENDMAIL = new Server(Daemon.SENDMAIL, Source.SENDMAIL);

    private static final byte[] FAILURE = Bytes.of("AUTH failure (");
    private static final byte[] RELAY = Bytes.of(", relay=");
    private static final byte[] USER = Bytes.of(", user=");
    private static final byte[] SERVER = Bytes.of("AUTH=server, relay=");
    private static final byte[] AUTHID = Bytes.of(", authid=");
    private static final byte[] MECH = Bytes.of(", mech=");
    private static final byte[] ATTACK = Bytes.of(": possible SMTP attack: command=AUTH, count=");
    private static final byte[] CODE = Bytes.of(" (-");

    private static final Reading OTHER = SENDMAIL.ignored("of Sendmail, but not about a login");
    private static final Reading TOLD = SENDMAIL.ignored("the number of attempts that were counted one by one");
    private static final Reading UNNAMED =
            SENDMAIL.ignored("a failed login of a Sendmail that is too old to say whose it was");
    private static final Reading NO_RELAY = SENDMAIL.unreadable("no address where Sendmail writes the client's");

    private static final int CONNECTIONS = 512;

    /// Processes that told of a failure on its own line. A process serves one connection.
    private final Recent<Long, Boolean> failed = new Recent<>(CONNECTIONS);

    @Override
    public boolean speaksAs(String program) {
        return program.startsWith("sendmail") || program.startsWith("sm-");
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        int to = line.to();
        int at = afterQueueId(bytes, line.from(), to);
        if (Bytes.startsWith(bytes, FAILURE, at, to)) {
            return readFailure(line, bytes, at + FAILURE.length, to);
        }
        if (Bytes.startsWith(bytes, SERVER, at, to)) {
            return readSuccess(line, bytes, at + SERVER.length, to);
        }
        int attack = Bytes.lastIndexOf(bytes, ATTACK, at, to);
        int count = attack < 0 ? -1 : Bytes.number(bytes, attack + ATTACK.length, to);
        return count > 0 ? readAttack(line, bytes, at, attack, count) : OTHER;
    }

    /// Right of the last `, relay=` all is Sendmail's own.
    private Reading readFailure(Line line, byte[] bytes, int from, int to) {
        int relay = Bytes.lastIndexOf(bytes, RELAY, from, to);
        int mechanismTo = Bytes.indexOf(bytes, ')', from, to);
        if (relay < mechanismTo || mechanismTo < 0) {
            return UNNAMED;
        }
        int user = Bytes.indexOf(bytes, USER, mechanismTo, relay);
        String account = user < 0 ? null : Bytes.text(bytes, user + USER.length, relay);
        int code = Bytes.indexOf(bytes, CODE, mechanismTo, relay);
        int codeTo = code < 0 ? -1 : Bytes.skipDigits(bytes, code + CODE.length, relay);
        Outcome outcome = SaslCode.outcome(code < 0 ? 0 : Bytes.number(bytes, code + CODE.length, codeTo));
        Reading reading = SENDMAIL.attempt(
                line,
                Service.SMTP,
                Relay.client(bytes, relay + RELAY.length, to),
                account,
                outcome,
                Bytes.text(bytes, from, mechanismTo).toUpperCase(Locale.ROOT));
        if (reading instanceof Reading.Attempt) {
            failed.put(line.process(), true);
        }
        return reading;
    }

    private static Reading readSuccess(Line line, byte[] bytes, int from, int to) {
        int authid = Bytes.indexOf(bytes, AUTHID, from, to);
        int mech = authid < 0 ? -1 : Bytes.lastIndexOf(bytes, MECH, authid, to);
        if (mech < 0) {
            return NO_RELAY;
        }
        int mechTo = Bytes.indexOf(bytes, ',', mech + 1, to);
        return SENDMAIL.attempt(
                line,
                Service.SMTP,
                Relay.client(bytes, from, authid),
                Bytes.text(bytes, authid + AUTHID.length, mech),
                Outcome.SUCCEEDED,
                Bytes.text(bytes, mech + MECH.length, mechTo < 0 ? to : mechTo));
    }

    /// Said once for a connection, when it has made too many attempts; the only word of them below LogLevel 9.
    private Reading readAttack(Line line, byte[] bytes, int from, int to, int count) {
        return failed.get(line.process()) != null
                ? TOLD
                : SENDMAIL.attempts(
                        line, Service.SMTP, Relay.client(bytes, from, to), null, Outcome.FAILED, count, null);
    }

    /// `06I02CNi016764: ` and `NOQUEUE: `.
    private static int afterQueueId(byte[] line, int from, int to) {
        int at = from;
        while (at < to && Bytes.isAlphanumeric(line[at])) {
            at++;
        }
        return at + 1 < to && at > from && line[at] == ':' && line[at + 1] == ' ' ? at + 2 : from;
    }
}
