package io.postern.collector.formats.roundcube;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Server;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;

/// Roundcube's errors log (`IMAP Error: Login failed for U against HOST from IP. AUTHENTICATE PLAIN: … in FILE on
/// line N (POST PAGE)`) and its userlogins log (`Failed login for U from IP in session S (error: 0)`, `Successful
/// login for U (ID: 1) from IP in session S`), from syslog or from its own files, with the session before the
/// words or not.
public final class Roundcube implements Format {

    private static final Server ROUNDCUBE = new Server(Daemon.ROUNDCUBE, Source.ROUNDCUBE);

    private static final byte[] ERROR = Bytes.of("IMAP Error: Login failed for ");
    private static final byte[] FAILED = Bytes.of("Failed login for ");
    private static final byte[] SUCCESSFUL = Bytes.of("Successful login for ");
    private static final byte[] AGAINST = Bytes.of(" against ");
    private static final byte[] ID = Bytes.of(" (ID: ");
    private static final byte[] AUTHENTICATE = Bytes.of(". AUTHENTICATE ");
    private static final byte[] LOGIN = Bytes.of(". LOGIN");
    private static final byte[] UNAVAILABLE = Bytes.of("[UNAVAILABLE]");
    private static final byte[] TEMPORARY = Bytes.of("Temporary authentication failure");

    private static final Reading OTHER = ROUNDCUBE.ignored("of Roundcube, but not the result of a login");

    @Override
    public boolean speaksAs(String program) {
        return program.equals("roundcube");
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        Reading reading = readWords(line);
        return reading == null ? OTHER : reading;
    }

    @Override
    public Reading readOwnLog(Line line) {
        return line.isStamped() ? line.asOwnLog(Roundcube::readWords) : null;
    }

    private static Reading readWords(Line line) {
        byte[] bytes = line.bytes();
        int to = line.to();
        int at = afterSession(bytes, line.from(), to);
        if (Bytes.startsWith(bytes, ERROR, at, to)) {
            return readError(line, at + ERROR.length);
        }
        if (Bytes.startsWith(bytes, FAILED, at, to)) {
            return readUserLogin(line, at + FAILED.length, Outcome.FAILED);
        }
        return Bytes.startsWith(bytes, SUCCESSFUL, at, to)
                ? readUserLogin(line, at + SUCCESSFUL.length, Outcome.SUCCEEDED)
                : null;
    }

    private static Reading readError(Line line, int from) {
        byte[] bytes = line.bytes();
        Candidate found = Candidate.only(bytes, from, line.to(), Candidate::isBeforeError);
        if (found == null || found.isOneOfSeveral()) {
            return missing(line, found);
        }
        int against = Bytes.lastIndexOf(bytes, AGAINST, from, found.from());
        String account = Bytes.text(bytes, from, against < 0 ? found.from() : against);
        return ROUNDCUBE.attempt(
                line, Service.WEB, found.client(), account, outcome(bytes, found.to(), line.to()), null);
    }

    private static Reading readUserLogin(Line line, int from, Outcome outcome) {
        byte[] bytes = line.bytes();
        Candidate found = Candidate.only(bytes, from, line.to(), Candidate::isBeforeSession);
        if (found == null || found.isOneOfSeveral()) {
            return missing(line, found);
        }
        int id = outcome == Outcome.SUCCEEDED ? Bytes.lastIndexOf(bytes, ID, from, found.from()) : -1;
        String account = Bytes.text(bytes, from, id < 0 ? found.from() : id);
        return ROUNDCUBE.attempt(line, Service.WEB, found.client(), account, outcome, null);
    }

    private static Reading missing(Line line, Candidate found) {
        return found == null
                ? ROUNDCUBE.unreadable("no address where Roundcube writes the client's")
                : ROUNDCUBE.ambiguous(line, "user name, header or page holds a second address of the same form");
    }

    /// Roundcube logs an IMAP server that is away in the same words, but then it had no answer to quote.
    private static Outcome outcome(byte[] line, int from, int to) {
        int answer =
                Math.max(Bytes.lastIndexOf(line, AUTHENTICATE, from, to), Bytes.lastIndexOf(line, LOGIN, from, to));
        boolean temporary = from < to
                && (answer < 0
                        || Bytes.indexOf(line, UNAVAILABLE, answer, to) >= 0
                        || Bytes.indexOf(line, TEMPORARY, answer, to) >= 0);
        return temporary ? Outcome.TEMPORARY_FAILURE : Outcome.FAILED;
    }

    /// `<3z506z6r> `, with log_session_id.
    private static int afterSession(byte[] line, int from, int to) {
        int end = from < to && line[from] == '<' ? Bytes.wordEnd(line, from, to) : from;
        return end > from && end < to && line[end - 1] == '>' ? end + 1 : from;
    }
}
