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
import java.time.Instant;

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
    private static final byte[] PROXY = Bytes.of("proxy(");
    private static final byte[] AUTHENTICATE = Bytes.of("Authenticate ");
    private static final byte[] LOGIN_FAILED = Bytes.of("Login failed: ");
    private static final byte[] AUTH = Bytes.of("auth");
    private static final byte[] AUTH_WORKER = Bytes.of("auth-worker");
    private static final byte[] ATTEMPTS = Bytes.of(" attempt");

    private static final Reading AUTH_PROCESS =
            ignored("of Dovecot's auth process: counted from the login line when the connection ends");
    private static final Reading SAID_AGAIN = ignored("said again when the connection ends, and counted then");
    private static final Reading NO_RESULT = ignored("of a login process, but not the result of a login");
    private static final Reading OTHER = ignored("of Dovecot, but not of a login process");
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

    /// A line of syslog: the process stands in front of the message (`imap-login: Login: …`).
    static Reading readTagged(Line context, byte[] line, int from, int to) {
        int colon = from;
        while (colon < to && (Bytes.isAlphanumeric(line[colon]) || line[colon] == '-')) {
            colon++;
        }
        if (colon + 1 < to && line[colon] == ':' && isLoginProcess(line, from, colon)) {
            return read(context, line, from, colon, Bytes.skipSpaces(line, colon + 1, to), to);
        }
        return isAuthProcess(line, from, to) ? ofAuthProcess() : OTHER;
    }

    /// `auth`, `auth-worker(5489)`, `auth(user,address)<session>`.
    static boolean isAuthProcess(byte[] line, int from, int to) {
        int at = Bytes.startsWith(line, AUTH_WORKER, from, to) ? from + AUTH_WORKER.length : from;
        if (at == from && Bytes.startsWith(line, AUTH, from, to)) {
            at = from + AUTH.length;
        }
        return at > from && (at == to || line[at] == ':' || line[at] == '(');
    }

    static Reading ofAuthProcess() {
        return AUTH_PROCESS;
    }

    static Reading read(Line context, byte[] line, int processFrom, int processTo, int from, int to) {
        int at = Bytes.startsWith(line, INFO, from, to) ? from + INFO.length : from;
        String name = Bytes.text(line, processFrom, processTo - LOGIN_PROCESS.length);
        Service service = Service.ofDovecot(name);
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
        boolean again = Bytes.startsWith(line, PROXY, at, to)
                || Bytes.startsWith(line, AUTHENTICATE, at, to)
                || Bytes.startsWith(line, LOGIN_FAILED, at, to);
        return again ? SAID_AGAIN : NO_RESULT;
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

    private static Reading attempt(
            Line context, byte[] line, Service service, int from, int to, Kind kind, Outcome outcome, int count) {
        LoginElements elements = elements(line, from, to);
        Reading problem = problem(context, elements);
        if (problem != null) {
            return problem;
        }
        Instant at = context.at();
        return new Reading.Attempt(
                Daemon.DOVECOT,
                kind,
                at,
                context.host(),
                Source.DOVECOT_LOGIN,
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
