package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;

/// The lines of Dovecot's login processes (`imap-login`, `pop3-login`, …), 2.2 to 2.4: one for each connection, when it
/// logs in or when it ends, and then with the number of refused attempts.
final class DovecotLogin {

    private static final byte[] LOGIN_PROCESS = Bytes.of("-login");
    private static final byte[] INFO = Bytes.of("Info: ");
    private static final byte[] USER = Bytes.of(": user=<");
    private static final byte[] RIP = Bytes.of("): rip=");
    private static final byte[] LOGGED_IN = Bytes.of("Login: user=<");
    private static final byte[] LOGGED_IN_24 = Bytes.of("Logged in: user=<");
    private static final byte[] INTERNAL_FAILURE = Bytes.of("Internal login failure (");
    private static final byte[] LIMIT = Bytes.of("Maximum number of connections from user+IP exceeded");
    private static final byte[] AUTHENTICATE = Bytes.of("Authenticate ");
    private static final byte[] ATTEMPTS = Bytes.of(" attempt");

    private static final Reading SAID_AGAIN = ignored("said again when the connection ends, and counted then");
    private static final Reading NO_RESULT = ignored("of a login process, but not the result of a login");
    private static final Reading OVER_LIMIT =
            new Reading.Ignored(Daemon.DOVECOT, Kind.LIMIT, "too many connections: the password was right");

    /// How the result of a connection begins.
    private static final byte[][] ENDS = {
        Bytes.of("Disconnected"), Bytes.of("Login aborted: "), Bytes.of("Aborted login"), Bytes.of("Remote closed "),
    };

    private DovecotLogin() {}

    static boolean isLoginProcess(byte[] line, int from, int to) {
        return to - from > LOGIN_PROCESS.length && Bytes.endsWith(line, LOGIN_PROCESS, from, to);
    }

    /// Where the name of the service ends in that of its login process.
    static int serviceTo(int processTo) {
        return processTo - LOGIN_PROCESS.length;
    }

    static Reading read(Line context, byte[] line, Service service, int from, int to) {
        int at = Bytes.startsWith(line, INFO, from, to) ? from + INFO.length : from;
        if (Bytes.startsWith(line, LOGGED_IN, at, to) || Bytes.startsWith(line, LOGGED_IN_24, at, to)) {
            return attempt(context, line, service, at, to, Kind.LOGIN_OK, Outcome.SUCCEEDED, 1);
        }
        for (byte[] end : ENDS) {
            if (Bytes.startsWith(line, end, at, to)) {
                return readEnd(context, line, service, at, to);
            }
        }
        if (Bytes.startsWith(line, INTERNAL_FAILURE, at, to)) {
            return attempt(context, line, service, at, to, Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE, 1);
        }
        if (Bytes.startsWith(line, LIMIT, at, to)) {
            return OVER_LIMIT;
        }
        if (ProxyLine.speaks(line, at, to)) {
            return readProxy(context, line, service, at, to);
        }
        return Bytes.startsWith(line, AUTHENTICATE, at, to) ? SAID_AGAIN : NO_RESULT;
    }

    /// `Disconnected: Connection closed (auth failed, 2 attempts in 9 secs): user=<…`; 2.4 has `(auth_failed)` after
    /// it.
    private static Reading readEnd(Line context, byte[] line, Service service, int from, int to) {
        int user = Bytes.indexOf(line, USER, from, to);
        int close = user < 0 ? Bytes.indexOf(line, RIP, from, to) : user - 1;
        if (close < from || line[close] != ')') {
            return NO_RESULT;
        }
        int open = Bytes.lastIndexOf(line, '(', from, close);
        if (open > from + 2 && line[open - 2] == ')' && isCode(line, open + 1, close)) {
            close = open - 2;
            open = Bytes.lastIndexOf(line, '(', from, close);
        }
        Ending ending = open < 0 ? null : Ending.of(line, open + 1, close);
        if (ending == null) {
            return new Reading.Unreadable(Daemon.DOVECOT, "the reason why the connection ended is not known here");
        }
        int elements = user < 0 ? from : user;
        if (ending.outcome() != null) {
            int attempts = attempts(line, open + 1, close);
            return attempt(context, line, service, elements, to, ending.kind(), ending.outcome(), attempts);
        }
        return notAnAttempt(context, line, service, elements, to, ending);
    }

    /// What the other server says is foreign text: the elements at the line's end are the last `: user=<`'s.
    private static Reading readProxy(Line context, byte[] line, Service service, int from, int to) {
        ProxyLine proxy = ProxyLine.of(line, from, to);
        if (proxy.outcome() == null) {
            return NO_RESULT;
        }
        int user = Bytes.lastIndexOf(line, USER, from, to);
        LoginElements elements = user < 0 ? null : LoginElements.read(line, user + 2, to);
        Source source = proxy.outcome() == Outcome.SUCCEEDED ? Source.DOVECOT_LOGIN : Source.DOVECOT_AUTH;
        return attempt(context, service, elements, source, proxy.kind(), proxy.outcome(), 1);
    }

    private static Reading attempt(
            Line context, byte[] line, Service service, int from, int to, Kind kind, Outcome outcome, int count) {
        LoginElements elements = elements(line, from, to);
        return attempt(context, service, elements, Source.DOVECOT_LOGIN, kind, outcome, count);
    }

    private static Reading attempt(
            Line context,
            Service service,
            LoginElements elements,
            Source source,
            Kind kind,
            Outcome outcome,
            int count) {
        Reading problem = problem(context, elements);
        if (problem != null) {
            return problem;
        }
        return context.attempt(
                Daemon.DOVECOT,
                kind,
                source,
                service,
                elements.client(),
                elements.user(),
                outcome,
                count,
                elements.mechanism(),
                elements.session(),
                null);
    }

    private static Reading notAnAttempt(Line context, byte[] line, Service service, int from, int to, Ending ending) {
        LoginElements elements = elements(line, from, to);
        Reading problem = problem(context, elements);
        if (problem != null) {
            return problem;
        }
        Address client = elements.client();
        return new Reading.NoAttempt(
                Daemon.DOVECOT, ending.kind(), context.at(), context.host(), service, client, ending.notAnAttempt());
    }

    private static Reading problem(Line context, LoginElements elements) {
        if (elements == null) {
            return new Reading.Unreadable(
                    Daemon.DOVECOT, "user, rip and lip are not where Dovecot's login_log_format_elements puts them");
        }
        if (elements.client() == null) {
            return new Reading.Unreadable(Daemon.DOVECOT, "rip= holds no address");
        }
        return context.at() == null ? new Reading.Unreadable(Daemon.DOVECOT, "no time stamp") : null;
    }

    /// The first `user=<` is Dovecot's: what stands left of it, the client does not write.
    private static LoginElements elements(byte[] line, int from, int to) {
        int user = Bytes.indexOf(line, USER, from, to);
        if (user >= 0) {
            return LoginElements.read(line, user + 2, to);
        }
        int rip = Bytes.indexOf(line, RIP, from, to);
        return rip < 0 ? null : LoginElements.read(line, rip + 3, to);
    }

    /// `auth failed, 3 attempts in 16 secs` is 3, and what tells no number is one.
    private static int attempts(byte[] line, int from, int to) {
        int word = Bytes.indexOf(line, ATTEMPTS, from, to);
        int digits = word;
        while (digits > from && Bytes.isDigit(line[digits - 1])) {
            digits--;
        }
        return Math.max(1, Bytes.number(line, digits, word));
    }

    /// 2.4's stable word for the reason; the text before it says the same in all versions.
    private static boolean isCode(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!(line[i] >= 'a' && line[i] <= 'z') && line[i] != '_') {
                return false;
            }
        }
        return to > from;
    }

    private static Reading ignored(String reason) {
        return new Reading.Ignored(Daemon.DOVECOT, Kind.OTHER, reason);
    }
}
