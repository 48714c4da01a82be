package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.MailFlowStep;
import java.time.Instant;

/// The lines of one program of Postfix, told apart by how they begin, which is always Postfix' own: a severity, a queue
/// id, or fixed words.
final class PostfixProgram implements Format {

    private static final byte[] CONNECT = Bytes.of("connect from ");
    private static final byte[] DISCONNECT = Bytes.of("disconnect from ");
    private static final byte[] TOO_MANY = Bytes.of("too many errors after ");
    private static final byte[] RECIPIENT = Bytes.of("to=");
    private static final byte[] PROXY = Bytes.of("proxy-");
    private static final byte[][] POSTSCREEN_LIMITS = {
        Bytes.of("COMMAND TIME LIMIT "), Bytes.of("COMMAND COUNT LIMIT "), Bytes.of("COMMAND LENGTH LIMIT ")
    };

    private static final Reading NOTHING = ignored(Kind.OTHER, "of Postfix, but no step of a message and no login");
    private static final Reading LIMIT = ignored(Kind.LIMIT, "the client made too many errors, or took too long");
    private static final Reading NEW_WORDS =
            new Reading.Unreadable(Daemon.POSTFIX, "a delivery, but not in words that are known");
    private static final Reading NO_TIME = new Reading.Unreadable(Daemon.POSTFIX, "no time stamp");

    private final String name;
    private final String daemon;
    /// Of another's program with such a name nothing is known.
    private final Reading unknown;

    private final SaslLines sasl;
    private final Arrivals arrivals;
    private final SmtpdLogins logins;

    PostfixProgram(String name, SmtpdLogins logins, ToldFailures told) {
        this.name = name;
        this.daemon = name.substring(name.lastIndexOf('/') + 1);
        this.unknown = name.startsWith("postfix") ? NOTHING : null;
        this.sasl = new SaslLines(name, told);
        this.arrivals = new Arrivals(sasl, logins);
        this.logins = logins;
    }

    @Override
    public boolean speaksAs(String program) {
        return name.equals(program);
    }

    @Override
    public boolean remembers() {
        return mayBeSmtpd() || isQmqpd();
    }

    @Override
    public Reading read(Line line) {
        byte[] bytes = line.bytes();
        int from = line.from();
        int to = line.to();
        Trouble trouble = Trouble.of(bytes, from, to);
        if (trouble != null) {
            return read(trouble, line, from, to);
        }
        int colon = QueueId.end(bytes, from, to);
        if (colon > from && Bytes.startsWith(bytes, QueueId.SEPARATOR, colon, to)) {
            return readOfMessage(line, from, colon, to);
        }
        return readOfConnection(line, bytes, from, to);
    }

    private Reading read(Trouble trouble, Line line, int from, int to) {
        int text = from + trouble.words().length;
        if (trouble.severity() == MailFlowStep.Severity.WARNING && mayBeSmtpd()) {
            Reading failure = sasl.readFailure(line, text, to);
            if (failure != null) {
                return failure;
            }
        }
        int colon = QueueId.end(line.bytes(), text, to);
        String queueId = QueueId.isPlausible(line.bytes(), text, colon, to) ? line.text(text, colon) : null;
        return mail(line, queueId, new MailFlowStep.Reported(trouble.severity(), line.text(text, to)));
    }

    private Reading readOfMessage(Line line, int from, int colon, int to) {
        byte[] bytes = line.bytes();
        int words = colon + QueueId.SEPARATOR.length;
        if (words < to && bytes[words] == 'c' && (mayBeSmtpd() || isQmqpd())) {
            Arrivals.Arrival arrival = arrivals.read(line, words, to);
            return arrival == null
                    ? unknown
                    : mail(line, QueueId.text(line, from, colon), arrival.step(), arrival.login());
        }
        MailFlowStep step = MessageSteps.read(bytes, words, to);
        if (step == null) {
            return Bytes.startsWith(bytes, RECIPIENT, words, to) ? NEW_WORDS : unknown;
        }
        return mail(line, QueueId.text(line, from, colon), step);
    }

    private Reading readOfConnection(Line line, byte[] bytes, int from, int to) {
        if (Bytes.startsWith(bytes, CONNECT, from, to)) {
            logins.forget(line.process());
            return unknown;
        }
        if (Bytes.startsWith(bytes, DISCONNECT, from, to)) {
            logins.forget(line.process());
            Reading refused = mayBeSmtpd() ? sasl.readEnd(line, from + DISCONNECT.length, to) : null;
            return refused == null ? unknown : refused;
        }
        if (isLimit(bytes, from, to)) {
            return LIMIT;
        }
        if (Bytes.startsWith(bytes, PROXY, from, to)) { // the filter's verdict on a message that has no id yet
            MailFlowStep step = Checks.read(bytes, from, to);
            return step == null ? unknown : mail(line, null, step);
        }
        return daemon.equals("master") && unknown != null
                ? mail(line, null, new MailFlowStep.Reported(MailFlowStep.Severity.INFO, line.text(from, to)))
                : unknown;
    }

    private static boolean isLimit(byte[] bytes, int from, int to) {
        for (byte[] limit : POSTSCREEN_LIMITS) {
            if (Bytes.startsWith(bytes, limit, from, to)) {
                return true;
            }
        }
        return Bytes.startsWith(bytes, TOO_MANY, from, to);
    }

    /// Only smtpd sees logins; others log what stands in mails. Where the daemon's name is cut off, how the line begins
    /// says enough: no other daemon begins one so.
    private boolean mayBeSmtpd() {
        return daemon.equals("smtpd") || daemon.equals(name);
    }

    private boolean isQmqpd() {
        return daemon.equals("qmqpd");
    }

    private Reading mail(Line line, String queueId, MailFlowStep step) {
        return mail(line, queueId, step, null);
    }

    private Reading mail(Line line, String queueId, MailFlowStep step, Reading.Attempt login) {
        Instant at = line.at();
        return at == null ? NO_TIME : new Reading.Mail(Daemon.POSTFIX, at, line.host(), queueId, name, step, login);
    }

    private static Reading ignored(Kind kind, String reason) {
        return new Reading.Ignored(Daemon.POSTFIX, kind, reason);
    }
}
