package io.postern.collector.formats.operator;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Source;
import io.postern.events.Text;
import java.time.Instant;
import java.util.List;

/// A format that is defined in a file. Remembers nothing of earlier lines, so that all may share it.
///
/// @param programs empty for a server's own log, whose patterns match whole lines, time stamp and all
public record DefinedFormat(String name, List<ProgramName> programs, List<LinePattern> patterns) implements Format {

    /// Regular expressions are slow; no server's line about a login is nearly as long.
    private static final int LONGEST = 8192;

    private static final Reading TOO_LONG =
            new Reading.Unreadable(Daemon.FORMAT, "longer than a defined format is read");
    private static final Reading NO_ADDRESS =
            new Reading.Unreadable(Daemon.FORMAT, "no address where the format expects the client's");
    private static final Reading NO_TIME = new Reading.Unreadable(Daemon.FORMAT, "no time stamp");
    private static final Reading NOTHING =
            new Reading.Ignored(Daemon.FORMAT, Kind.OTHER, "the format says that it is of no matter");
    private static final String NO_PASSWORD = "the connection ended before a password was checked";
    private static final String TWO_PLACES = "two places of the line may be the client's address";
    private static final String TWO_PATTERNS = "two patterns of the format read different addresses";

    @Override
    public boolean speaksAs(String program) {
        return programs.stream().anyMatch(name -> name.matches(program));
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        return read(line, line.from(), line.to());
    }

    boolean isOwnLog() {
        return programs.isEmpty();
    }

    @Override
    public Reading readOwnLog(Line line) {
        return isOwnLog() ? line.asOwnLog(own -> read(own, own.start(), own.to())) : null;
    }

    /// The first pattern says what the line is; all others that match must agree on the client, because a user name can
    /// be made to look like another kind of line.
    private Reading read(Line line, int from, int to) {
        String text = null;
        LinePattern.Match first = null;
        for (LinePattern pattern : patterns) {
            if (!pattern.mayMatch(line.bytes(), from, to)) {
                continue;
            }
            if (to - from > LONGEST) {
                return TOO_LONG;
            }
            text = text == null ? Bytes.text(line.bytes(), from, to) : text;
            LinePattern.Match match = pattern.match(text);
            if (match == null) {
                continue;
            }
            if (first == null && pattern.verdict() == Verdict.IGNORED) {
                return NOTHING;
            }
            if (first != null && !match.clients().isEmpty() && !match.clients().equals(first.clients())) {
                return new Reading.Ambiguous(Daemon.FORMAT, at(line, first), host(line, first), TWO_PATTERNS);
            }
            first = first == null ? match : first;
        }
        return first == null ? null : reading(line, first);
    }

    private Reading reading(Line line, LinePattern.Match match) {
        Verdict verdict = match.pattern().verdict();
        Instant at = at(line, match);
        if (at == null) {
            return NO_TIME;
        }
        if (match.clients().size() > 1) {
            return new Reading.Ambiguous(Daemon.FORMAT, at, host(line, match), TWO_PLACES);
        }
        Address client = match.clients().isEmpty()
                ? null
                : Address.orNull(match.clients().getFirst());
        if (client == null) {
            return NO_ADDRESS;
        }
        if (verdict.outcome() == null) {
            return new Reading.NoAttempt(
                    Daemon.FORMAT, verdict.kind(), at, host(line, match), match.service(), client, NO_PASSWORD);
        }
        return new Reading.Attempt(
                Daemon.FORMAT,
                verdict.kind(),
                at,
                host(line, match),
                Source.FORMAT,
                match.service(),
                client,
                match.group("user"),
                verdict.outcome(),
                match.attempts(),
                match.group("mechanism"),
                match.group("session"),
                name);
    }

    private static Instant at(Line line, LinePattern.Match match) {
        TimeForm time = match.pattern().time();
        return time == null ? line.at() : time.at(match.group("at"), line.zone());
    }

    private static String host(Line line, LinePattern.Match match) {
        String host = Text.clean(match.group("host"));
        return host == null ? line.host() : host;
    }
}
