package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.time.Instant;

/// What Postfix' smtpd says of SASL: `warning: HOST[IP]: SASL MECH authentication failed: WHY, sasl_username=U` for
/// each refused attempt, and `QUEUEID: client=HOST[IP], sasl_method=MECH, sasl_username=U` for each message of a client
/// that is logged in.
///
/// Only the first bracket after the fixed words is Postfix' own; a host name has no blank and no bracket. Everything
/// behind it (mechanism, reason, user name) may be the client's words. Only smtpd is read: other daemons of Postfix
/// log mail headers.
final class PostfixSasl {

    private static final byte[] WARNING = Bytes.of("warning: ");
    private static final byte[] SASL = Bytes.of(": SASL ");
    private static final byte[] FAILED = Bytes.of(" authentication failed:");
    private static final byte[] ABORTED = Bytes.of(" authentication aborted");
    private static final byte[] USERNAME = Bytes.of(", sasl_username=");
    private static final byte[] CLIENT = Bytes.of(": client=");
    private static final byte[] METHOD = Bytes.of(", sasl_method=");
    private static final byte[] SENDER = Bytes.of(", sasl_sender=");
    private static final byte[] SMTPD = Bytes.of("/smtpd");
    private static final byte[] SUBMISSION = Bytes.of("submission");
    private static final byte[] SMTPS = Bytes.of("smtps");
    private static final byte[] CONNECT = Bytes.of("connect from ");
    private static final byte[] DISCONNECT = Bytes.of("disconnect from ");

    private static final Reading OTHER = ignored("of Postfix, but not of smtpd, which alone sees logins");
    private static final Reading NO_SASL = ignored("of smtpd, but not about a login");
    private static final Reading SAME_LOGIN = ignored("another message of a login that is counted already");
    private static final Reading ABORT =
            new Reading.Ignored(Daemon.POSTFIX, Kind.NO_AUTH_ATTEMPT, "the client gave up before it sent credentials");
    private static final Reading NO_ADDRESS =
            new Reading.Unreadable(Daemon.POSTFIX, "no address in brackets after the host name");
    private static final Reading NO_TIME = new Reading.Unreadable(Daemon.POSTFIX, "no time stamp");

    private final SmtpdLogins logins = new SmtpdLogins();

    Reading read(Line context, byte[] line, int programFrom, int programTo, int from, int to) {
        if (!Bytes.endsWith(line, SMTPD, programFrom, programTo)) {
            return OTHER;
        }
        if (Bytes.startsWith(line, WARNING, from, to)) {
            return readFailure(context, line, from + WARNING.length, to);
        }
        if (Bytes.startsWith(line, CONNECT, from, to) || Bytes.startsWith(line, DISCONNECT, from, to)) {
            logins.forget(context.process());
            return NO_SASL;
        }
        int queueId = from;
        while (queueId < to && Bytes.isAlphanumeric(line[queueId])) {
            queueId++;
        }
        return queueId > from && Bytes.startsWith(line, CLIENT, queueId, to)
                ? readSuccess(context, line, queueId + CLIENT.length, to)
                : NO_SASL;
    }

    private Reading readFailure(Line context, byte[] line, int from, int to) {
        int open = addressOpen(line, from, to);
        int close = open < 0 ? -1 : Bytes.indexOf(line, ']', open, to);
        int sasl = close < 0 ? -1 : afterPort(line, close + 1, to);
        if (sasl < 0 || !Bytes.startsWith(line, SASL, sasl, to)) {
            return NO_SASL;
        }
        int mechanism = sasl + SASL.length;
        int mechanismTo = Bytes.indexOf(line, ' ', mechanism, to);
        if (mechanismTo < 0) {
            return NO_SASL;
        }
        if (Bytes.startsWith(line, ABORTED, mechanismTo, to)) {
            return ABORT;
        }
        if (!Bytes.startsWith(line, FAILED, mechanismTo, to)) {
            return NO_SASL;
        }
        int why = Bytes.skipSpaces(line, mechanismTo + FAILED.length, to);
        int username = Bytes.indexOf(line, USERNAME, why, to);
        int whyTo = username < 0 ? to : username;
        SaslReason reason = context.isRefusal(why, whyTo) ? SaslReason.BANNED : SaslReason.of(line, why, whyTo);
        if (reason.outcome() == null) {
            return reason.ignored();
        }
        Address client = Address.orNull(Bytes.text(line, open + 1, close));
        String account = username < 0 ? null : account(Bytes.text(line, username + USERNAME.length, to));
        String method = Bytes.text(line, mechanism, mechanismTo);
        return attempt(context, line, reason.kind(), client, account, reason.outcome(), method);
    }

    private Reading readSuccess(Line context, byte[] line, int from, int to) {
        int open = addressOpen(line, from, to);
        int close = open < 0 ? -1 : Bytes.indexOf(line, ']', open, to);
        int method = close < 0 ? -1 : afterPort(line, close + 1, to);
        if (method < 0 || !Bytes.startsWith(line, METHOD, method, to)) {
            return NO_SASL;
        }
        int methodFrom = method + METHOD.length;
        int username = Bytes.indexOf(line, USERNAME, methodFrom, to);
        if (username < 0) {
            return NO_SASL;
        }
        int sender = Bytes.lastIndexOf(line, SENDER, username, to);
        String account = account(Bytes.text(line, username + USERNAME.length, sender < 0 ? to : sender));
        Address client = Address.orNull(Bytes.text(line, open + 1, close));
        String mechanism = Bytes.text(line, methodFrom, username);
        Reading reading = attempt(context, line, Kind.LOGIN_OK, client, account, Outcome.SUCCEEDED, mechanism);
        boolean counted =
                reading instanceof Reading.Attempt && !logins.isNew(context.process(), client + " " + account);
        return counted ? SAME_LOGIN : reading;
    }

    private static Reading attempt(
            Line context, byte[] line, Kind kind, Address client, String account, Outcome outcome, String mechanism) {
        Instant at = context.at();
        if (client == null || at == null) {
            return client == null ? NO_ADDRESS : NO_TIME;
        }
        Service service = service(line, context.programFrom(), context.programTo());
        return new Reading.Attempt(
                Daemon.POSTFIX,
                kind,
                at,
                context.host(),
                Source.POSTFIX_SASL,
                service,
                client,
                account,
                outcome,
                1,
                mechanism.toUpperCase(java.util.Locale.ROOT),
                null,
                null);
    }

    /// master.cf's syslog_name makes the middle of the program: `postfix/submission/smtpd`, `postfix/smtps/smtpd`.
    private static Service service(byte[] line, int from, int to) {
        int instanceTo = to - SMTPD.length;
        return Bytes.indexOf(line, SUBMISSION, from, instanceTo) >= 0
                        || Bytes.indexOf(line, SMTPS, from, instanceTo) >= 0
                ? Service.SUBMISSION
                : Service.SMTP;
    }

    /// The first bracket, when only a host name stands before it.
    private static int addressOpen(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] != '[' && line[at] != ' ') {
            at++;
        }
        return at < to && line[at] == '[' ? at : -1;
    }

    /// smtpd_client_port_logging puts `:55729` behind the bracket.
    private static int afterPort(byte[] line, int from, int to) {
        int digits = from < to && line[from] == ':' ? Bytes.skipDigits(line, from + 1, to) : from;
        return digits > from + 1 ? digits : from;
    }

    private static String account(String raw) {
        return raw.equals("(unavailable)") ? null : raw;
    }

    private static Reading ignored(String reason) {
        return new Reading.Ignored(Daemon.POSTFIX, Kind.OTHER, reason);
    }
}
