package io.postern.collector.parsing;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Facility and level where a syslog daemon writes them into the line: `mail.info` (busybox), `mail:info` and
/// `mail:warn|warning` (AIX), `[ID 702911 mail.info]` (Solaris).
final class Level {

    private static final byte[] ID = Bytes.of("[ID ");

    private static final Set<String> LEVELS =
            Set.of("emerg", "panic", "alert", "crit", "err", "error", "warn", "warning", "notice", "info", "debug");

    private static final int LONGEST = "auth|security:warn|warning".length();

    private Level() {}

    /// Where the line goes on behind facility and level; `from` when they are not there.
    static int skip(byte[] line, int from, int to) {
        int at = from;
        while (at < to && at - from < LONGEST && (Bytes.isAlphanumeric(line[at]) || line[at] == '|')) {
            at++;
        }
        if (at == from || at >= to || line[at] != '.' && line[at] != ':') {
            return from;
        }
        int end = Bytes.indexOf(line, ' ', at, Math.min(to, from + LONGEST + 1));
        if (end <= at + 1) { // `dovecot: `, most often
            return from;
        }
        int bar = Bytes.indexOf(line, '|', at, end);
        int levelTo = bar < 0 ? end : bar;
        String level = new String(line, at + 1, levelTo - at - 1, StandardCharsets.US_ASCII);
        return LEVELS.contains(level) ? Bytes.skipSpaces(line, end, to) : from;
    }

    /// Where the message begins behind Solaris' message id; `from` when there is none.
    static int skipId(byte[] line, int from, int to) {
        if (!Bytes.startsWith(line, ID, from, to)) {
            return from;
        }
        int digits = from + ID.length;
        int facility = Bytes.skipDigits(line, digits, to);
        if (facility == digits || facility >= to || line[facility] != ' ') {
            return from;
        }
        int end = facility + 1;
        while (end < to && (Bytes.isAlphanumeric(line[end]) || line[end] == '.')) {
            end++;
        }
        return end + 1 < to && line[end] == ']' && line[end + 1] == ' ' ? end + 2 : from;
    }
}
