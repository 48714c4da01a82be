package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.util.Locale;

/// The lines that `auth_verbose` lets Dovecot's auth and auth-worker processes write: one for each try and passdb.
///
/// The user stands left of the address and, where `auth_verbose_passwords` is set, the password right of it: both are
/// the client's own words and may look like the rest of such a line. So every way to read the line is looked for. The
/// true one is among them; when they name one address, it is the client's, and when they name two, nobody is counted.
final class AuthLine {

    private static final byte[] AUTH = Bytes.of("auth");
    private static final byte[] AUTH_WORKER = Bytes.of("auth-worker");
    private static final byte[] COLON = Bytes.of(": ");
    private static final byte[] CONNECTION = Bytes.of("conn unix:");
    private static final byte[] WORKER = Bytes.of(": auth-worker<");

    /// A delivery's id: 16 random bytes in base64, and a number behind them for each recipient. A login's is made of
    /// other things and is shorter or longer.
    private static final int DELIVERY = 22;

    private static final Reading OTHER =
            new Reading.Ignored(Daemon.DOVECOT, Kind.OTHER, "of Dovecot's auth process, but not the result of a login");
    private static final Reading NOT_THE_LAST_WORD =
            new Reading.Ignored(Daemon.DOVECOT, Kind.OTHER, "not the last word: the next passdb is asked");
    private static final Reading LOOKUP =
            new Reading.Ignored(Daemon.DOVECOT, Kind.OTHER, "nobody logs in: a recipient is looked up for delivery");

    private AuthLine() {}

    /// `auth: …`, `auth-worker(5489): …`, `auth(user,address)<session>: …`.
    static boolean speaks(byte[] line, int from, int to) {
        int at = from;
        if (Bytes.startsWith(line, AUTH_WORKER, from, to)) {
            at = from + AUTH_WORKER.length;
        } else if (Bytes.startsWith(line, AUTH, from, to)) {
            at = from + AUTH.length;
        }
        return at > from && (at == to || line[at] == ':' || line[at] == '(');
    }

    /// @param from where the name of the process begins
    static Reading read(Line context, byte[] line, int from, int to) {
        AuthHead head = null;
        AuthHead unknown = null;
        for (int comma = Bytes.indexOf(line, ',', from, to);
                comma >= 0;
                comma = Bytes.indexOf(line, ',', comma + 1, to)) {
            AuthHead other = AuthHead.read(line, comma, to);
            if (other == null) {
                continue;
            }
            if (other.tail().message() == null) {
                unknown = other;
            } else if (head != null && !other.client().equals(head.client())) {
                return ambiguous(context);
            } else if (head == null || isFailure(other)) {
                head = other;
            }
        }
        if (head == null || head.tail().message().outcome() == null) {
            return OTHER;
        }
        boolean sure = unknown == null
                || unknown.client().equals(head.client())
                || head.tail().message().isTheLineEnd(line, from, to);
        return sure ? reading(context, line, from, to, head) : ambiguous(context);
    }

    private static boolean isFailure(AuthHead head) {
        Outcome outcome = head.tail().message().outcome();
        return outcome != null && outcome.isFailure();
    }

    private static Reading ambiguous(Line context) {
        return context.at() == null
                ? new Reading.Unreadable(Daemon.DOVECOT, "no time stamp")
                : new Reading.Ambiguous(
                        Daemon.DOVECOT,
                        context.at(),
                        context.host(),
                        "two addresses where Dovecot writes the client's");
    }

    private static Reading reading(Line context, byte[] line, int from, int to, AuthHead head) {
        Outcome outcome = head.tail().message().outcome();
        if (AuthMessage.asksTheNext(line, head.at(), to)) {
            return NOT_THE_LAST_WORD;
        }
        AuthTail tail = head.tail();
        boolean worker = Bytes.startsWith(line, AUTH_WORKER, from, to);
        if (tail.inFront() && !worker && head.mechanism() == null // 2.4 names the mechanism of a login
                || outcome == Outcome.UNKNOWN_USER && isDelivery(tail.session())) {
            return LOOKUP;
        }
        int bracket = tail.inFront() ? bracket(line, from, head.at()) : bracketBehind(line, from, head.at());
        String user = Bytes.text(line, Math.min(bracket + 1, head.at()), head.at());
        return context.attempt(
                Daemon.DOVECOT,
                tail.message().kind(),
                Source.DOVECOT_AUTH,
                tail.session() == null ? Service.SMTP : Service.OTHER,
                head.client(),
                user.equals("?") ? null : user,
                outcome,
                1,
                head.mechanism() == null ? null : head.mechanism().toUpperCase(Locale.ROOT),
                tail.session(),
                passdb(line, from, bracket, tail, worker));
    }

    private static boolean isDelivery(String session) {
        return session != null
                && (session.length() == DELIVERY || session.length() > DELIVERY && session.charAt(DELIVERY) == ':');
    }

    /// The first that is neither the process's own nor its connection's: `auth-worker(1): conn unix:auth-worker
    /// (pid=2,uid=3): auth-worker<4>: sql(`.
    private static int bracketBehind(byte[] line, int from, int to) {
        int process = Bytes.indexOf(line, COLON, from, to);
        int at = process < 0 ? from : AuthTail.skipLevel(line, process + COLON.length, to);
        if (Bytes.startsWith(line, CONNECTION, at, to)) {
            int worker = Bytes.indexOf(line, WORKER, at, to);
            at = worker < 0 ? at : worker + WORKER.length;
        }
        return bracket(line, at, to);
    }

    private static int bracket(byte[] line, int from, int to) {
        int bracket = Bytes.indexOf(line, '(', from, to);
        return bracket < 0 ? to : bracket;
    }

    /// A worker's word is told apart from the auth process's own: both may tell of one try.
    private static String passdb(byte[] line, int from, int bracket, AuthTail tail, boolean worker) {
        String passdb = tail.inFront() ? tail.passdb() : wordBefore(line, from, bracket);
        return passdb != null && worker ? passdb + Dovecot.WORKER : passdb;
    }

    private static String wordBefore(byte[] line, int from, int bracket) {
        int at = bracket;
        while (at > from && AuthTail.isOfAWord(line[at - 1])) {
            at--;
        }
        return at == bracket ? null : Bytes.text(line, at, bracket);
    }
}
