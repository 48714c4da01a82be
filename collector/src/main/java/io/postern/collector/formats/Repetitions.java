package io.postern.collector.formats;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Syslog daemons leave out lines that are the same: `last message repeated 3 times` (BSD, Solaris),
/// `--- last message repeated 3 times ---` (macOS), `dovecot: message repeated 3 times: [ … ]` (rsyslog). Such a line
/// counts for the attempt that its host told of in the line before, as often as it says; without one, for nothing.
///
/// What stands in rsyslog's brackets is cut at 800 characters, wherever that is, so that an address could be made to
/// stand at its end: it is never read, only compared.
final class Repetitions {

    private static final byte[] LAST = Bytes.of("last message repeated ");
    private static final byte[] DASHED = Bytes.of("--- last message repeated ");
    private static final byte[] TIMES = Bytes.of(" times");
    private static final byte[] TIMES_DASHED = Bytes.of(" times ---");
    private static final byte[] MESSAGE = Bytes.of("message repeated ");
    private static final byte[] BRACKET = Bytes.of(" times: [");
    private static final byte[] SYSLOGD = Bytes.of("syslogd");

    /// As RFC 5424 says that there is none.
    private static final byte[] NO_PROGRAM = Bytes.of("-");

    private static final Reading OF_NONE =
            new Reading.Ignored(Daemon.NONE, Kind.OTHER, "repeats a line that is not counted");

    /// A syslog daemon tells of repetitions after minutes at the latest; nothing true is more.
    private static final int MOST_TIMES = 100_000;

    private static final int MOST_HOSTS = 1024;

    /// As many bytes as rsyslog leaves of a message.
    private static final int COMPARED = 800;

    /// The latest line of a host; the object is used for the next one again.
    private static final class Last {

        /// What that line told of; null when it was no attempt.
        private Reading.Attempt attempt;

        /// Program, process id and the beginning of the message, as they stand in the line.
        private byte[] words = {};

        private int messageFrom;
        private int length;

        private void remember(Line line, Reading.Attempt told) {
            attempt = told;
            boolean tagged = line.hasProgram() && line.programFrom() < line.from();
            int from = tagged ? line.programFrom() : line.from();
            messageFrom = line.from() - from;
            length = Math.min(line.to() - from, messageFrom + COMPARED);
            if (words.length < length) {
                words = new byte[Math.max(256, length)];
            }
            System.arraycopy(line.bytes(), from, words, 0, length);
        }
    }

    private final Map<String, Last> lasts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
            return size() > MOST_HOSTS;
        }
    };

    /// Of the latest line; most lines are of the same host as those before them.
    private String host;

    private Last lastOfHost;

    /// To be told of every line, in order.
    ///
    /// @param said what the line says by itself
    Reading settle(Line line, Reading said) {
        Reading repetition = read(line);
        if (repetition != null) {
            return repetition;
        }
        remember(line, said);
        return said;
    }

    /// @return null when the line is no such line
    private Reading read(Line line) {
        byte[] bytes = line.bytes();
        int from = line.from();
        int to = line.to();
        byte first = from < to ? bytes[from] : 0;
        if (first != MESSAGE[0] && first != LAST[0] && first != DASHED[0]) { // nearly all
            return null;
        }
        if (Bytes.startsWith(bytes, MESSAGE, from, to)) {
            return line.hasProgram() ? ofRsyslog(line, from + MESSAGE.length, to) : null;
        }
        boolean dashed = Bytes.startsWith(bytes, DASHED, from, to);
        if (!dashed && !Bytes.startsWith(bytes, LAST, from, to) || !bySyslogd(line)) {
            return null;
        }
        int numberFrom = from + (dashed ? DASHED : LAST).length;
        int numberTo = Bytes.skipDigits(bytes, numberFrom, to);
        return Bytes.equal(bytes, dashed ? TIMES_DASHED : TIMES, numberTo, to)
                ? repeated(line, last(line), Bytes.number(bytes, numberFrom, numberTo))
                : null;
    }

    private void remember(Line line, Reading reading) {
        Last last = of(line.host());
        if (reading instanceof Reading.Attempt attempt) {
            if (last == null) {
                last = new Last();
                lasts.put(host, last);
                lastOfHost = last;
            }
            last.remember(line, attempt);
        } else if (last != null) {
            last.attempt = null;
        }
    }

    /// Null when no line of the host's has told of an attempt yet.
    private Last of(String lineHost) {
        if (!lineHost.equals(host)) {
            host = lineHost;
            lastOfHost = lasts.get(host);
        }
        return lastOfHost;
    }

    private static boolean bySyslogd(Line line) {
        byte[] bytes = line.bytes();
        return !line.hasProgram()
                || Bytes.equal(bytes, SYSLOGD, line.programFrom(), line.programTo())
                || Bytes.equal(bytes, NO_PROGRAM, line.programFrom(), line.programTo());
    }

    private Reading ofRsyslog(Line line, int numberFrom, int to) {
        byte[] bytes = line.bytes();
        int numberTo = Bytes.skipDigits(bytes, numberFrom, to);
        if (!Bytes.startsWith(bytes, BRACKET, numberTo, to) || bytes[to - 1] != ']') {
            return OF_NONE;
        }
        int textFrom = Bytes.skipSpaces(bytes, numberTo + BRACKET.length, to);
        Last last = last(line);
        return repeated(
                line,
                last != null && isSame(last, line, textFrom, to - 1) ? last : null,
                Bytes.number(bytes, numberFrom, numberTo));
    }

    private static boolean isSame(Last last, Line line, int from, int to) {
        int length = Math.max(0, Math.min(to - from, COMPARED));
        int message = last.length - last.messageFrom;
        boolean cut = length >= COMPARED - 2 && message >= length; // the blanks before it are counted, too
        return (cut || message == length)
                && Arrays.equals(
                        last.words, last.messageFrom, last.messageFrom + length, line.bytes(), from, from + length)
                && Arrays.equals(last.words, 0, last.messageFrom, line.bytes(), line.programFrom(), line.from());
    }

    /// Null when the host's latest line told of no attempt.
    private Last last(Line line) {
        Last last = of(line.host());
        return last == null || last.attempt == null ? null : last;
    }

    private static Reading repeated(Line line, Last last, int times) {
        Instant at = line.at();
        return last == null || at == null || times < 1
                ? OF_NONE
                : last.attempt.repeated(at, Math.min(times, MOST_TIMES));
    }
}
