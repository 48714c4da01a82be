package io.postern.collector.parsing;

/// The time stamp at the head of a line, as it is written; [Calendar] says which moment it is.
///
/// One object is filled again for each line: most lines are no logins, and their time is never asked for.
final class Stamp {

    /// daemontools' label for the Unix epoch: 2^62, and the ten seconds by which TAI was ahead of UTC. It counts
    /// no leap seconds since, and neither does a Unix clock.
    private static final long TAI_OF_EPOCH = 0x4000000000000000L + 10;

    /// Seconds since the epoch have ten digits from 2001 to 2286.
    private static final int EPOCH_DIGITS = 10;

    private static final byte[] UTC = Bytes.of("UTC");
    private static final byte[] GMT = Bytes.of("GMT");

    /// 0 when the stamp does not tell the year.
    int year;

    int month;
    int day;
    int hour;
    int minute;
    int second;
    int nanos;

    /// Whether `offsetSeconds` is in the stamp; otherwise the configured zone applies.
    boolean zoned;

    int offsetSeconds;

    /// Seconds since the epoch, when the stamp is such a number or a TAI64N label; the fields above mean nothing
    /// then, but for the nanoseconds.
    long epochSecond;

    boolean isEpoch;

    /// Whether the stamp's form is of a program that writes no host behind it: multilog, OpenWrt's logread.
    boolean hostless;

    /// Whether only a server's own log file has stamps of this form: neither host nor program follows.
    boolean isServers;

    /// @return where the stamp ends, or -1 when no stamp is there
    int read(byte[] line, int from, int to) {
        if (to - from < 14) {
            return -1;
        }
        year = 0;
        nanos = 0;
        zoned = false;
        isEpoch = false;
        hostless = false;
        isServers = false;
        byte first = line[from];
        if (Bytes.isDigit(first)) {
            return readDigits(line, from, to);
        }
        if (first == '[') {
            return readBracketed(line, from + 1, to);
        }
        if (first == '@') {
            return readLabel(line, from, to);
        }
        month = monthAt(line, from, to);
        return month > 0 ? readBsd(line, from + 3, to) : readWeekday(line, from, to);
    }

    /// `Nov  1 10:34:32`, also `Nov 01`, `Nov 1`, `NOV  1`, `Nov 1 2026 10:34:32` and with a fraction.
    private int readBsd(byte[] line, int from, int to) {
        int dayFrom = Bytes.skipSpaces(line, from, to);
        int dayTo = Bytes.skipDigits(line, dayFrom, Math.min(to, dayFrom + 3));
        day = Bytes.number(line, dayFrom, dayTo);
        if (dayFrom == from || dayTo - dayFrom > 2 || dayTo >= to || line[dayTo] != ' ') {
            return -1;
        }
        int at = dayTo + 1;
        if (at + 4 < to && line[at + 4] == ' ') {
            year = Math.max(0, Bytes.number(line, at, at + 4));
            at = year > 0 ? at + 5 : at;
        }
        return readClock(line, at, to);
    }

    /// `2026-11-20T10:34:32.797361+00:00`, also with slashes, with a blank for the `T`, without fraction, without
    /// zone; seconds since the epoch with a fraction; `2026 Nov 20 10:34:32`.
    private int readDigits(byte[] line, int from, int to) {
        byte dash = line[from + 4];
        if (dash == '-' || dash == '/') {
            int end = readIso(line, from, to, dash);
            isServers = dash == '/' && end > 0 && end + 1 < to && line[end + 1] == '['; // nginx, and its level
            return end;
        }
        if (dash == ' ') {
            int named = Bytes.number(line, from, from + 4);
            month = monthAt(line, from + 5, to);
            int end = month > 0 ? readBsd(line, from + 8, to) : -1;
            year = named;
            return named < 1 ? -1 : end;
        }
        return readEpoch(line, from, to);
    }

    private int readIso(byte[] line, int from, int to, byte dash) {
        if (to - from < 19 || line[from + 7] != dash) {
            return -1;
        }
        byte separator = line[from + 10];
        year = Bytes.number(line, from, from + 4);
        month = Bytes.number(line, from + 5, from + 7);
        day = Bytes.number(line, from + 8, from + 10);
        if (separator != 'T' && separator != 't' && separator != ' ' && separator != '_' || year < 1) {
            return -1;
        }
        int end = readClock(line, from + 11, to);
        if (end < 0) {
            return -1;
        }
        if (separator == '_') { // svlogd, always UTC
            zoned = true;
            offsetSeconds = 0;
            return end;
        }
        boolean apart = end + 5 < to && line[end] == ' ' && (line[end + 1] == '+' || line[end + 1] == '-');
        int zoneEnd = readZone(line, apart ? end + 1 : end, to);
        return apart && zoneEnd < 0 ? end : zoneEnd;
    }

    /// As web mailers write it, with a colon behind it or not: `[20-Nov-2026 10:34:32 +0000]: `,
    /// `[20/Nov/2026 10:34:32]`, `[2026-11-20 10:34:32,853]`.
    private int readBracketed(byte[] line, int from, int to) {
        byte dash = line[from + 2];
        int end = dash == '-' || dash == '/' ? readDayFirst(line, from, to, dash) : readIso(line, from, to, (byte) '-');
        if (end < 0 || end >= to || line[end] != ']') {
            return -1;
        }
        isServers = true;
        return end + 1 < to && line[end + 1] == ':' ? end + 2 : end + 1;
    }

    private int readDayFirst(byte[] line, int from, int to, byte dash) {
        if (to - from < 20 || line[from + 6] != dash || line[from + 11] != ' ') {
            return -1;
        }
        day = Bytes.number(line, from, from + 2);
        month = month(line, from + 3);
        year = Bytes.number(line, from + 7, from + 11);
        int end = month == 0 || year < 1 ? -1 : readClock(line, from + 12, to);
        return end < 0 ? -1 : readZone(line, Bytes.skipSpaces(line, end, to), to);
    }

    /// `Z`, `+01:00`, `+0100`, `+01`; nothing there is no error.
    private int readZone(byte[] line, int from, int to) {
        if (from >= to) {
            return from;
        }
        byte sign = line[from];
        if (sign == 'Z' || sign == 'z') {
            zoned = true;
            offsetSeconds = 0;
            return from + 1;
        }
        if (sign != '+' && sign != '-') {
            return from;
        }
        int end = from + 3;
        int hours = end <= to ? Bytes.number(line, from + 1, end) : -1;
        int minutes = 0;
        if (end < to && line[end] != ' ') {
            int minutesFrom = line[end] == ':' ? end + 1 : end;
            end = minutesFrom + 2;
            minutes = end <= to ? Bytes.number(line, minutesFrom, end) : -1;
        }
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return -1;
        }
        zoned = true;
        offsetSeconds = (hours * 60 + minutes) * 60 * (sign == '-' ? -1 : 1);
        return end;
    }

    /// `10:34:32`, with a fraction behind a point or a comma.
    private int readClock(byte[] line, int from, int to) {
        if (to - from < 8 || line[from + 2] != ':' || line[from + 5] != ':') {
            return -1;
        }
        hour = Bytes.number(line, from, from + 2);
        minute = Bytes.number(line, from + 3, from + 5);
        second = Bytes.number(line, from + 6, from + 8);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return -1;
        }
        return readFraction(line, from + 8, to);
    }

    private int readFraction(byte[] line, int from, int to) {
        if (from >= to || line[from] != '.' && line[from] != ',') {
            return from;
        }
        int end = Bytes.skipDigits(line, from + 1, to);
        for (int i = from + 1; i <= from + 9; i++) {
            nanos = nanos * 10 + (i < end ? line[i] - '0' : 0);
        }
        return end;
    }

    /// `Fri 2026-11-20 10:34:32 UTC` (`journalctl -o short-full`), `Fri Nov 20 10:34:32 2026` (OpenWrt).
    private int readWeekday(byte[] line, int from, int to) {
        int at = from + 4;
        if (to - from < 20 || line[from + 3] != ' ' || !isLetters(line, from, from + 3)) {
            return -1;
        }
        month = monthAt(line, at, to);
        if (month > 0) {
            int end = readBsd(line, at + 3, to);
            year = end > 0 && end + 5 <= to && line[end] == ' ' ? Bytes.number(line, end + 1, end + 5) : -1;
            hostless = true;
            return year < 1 ? -1 : end + 5;
        }
        int end = line[at + 4] == '-' ? readIso(line, at, to, (byte) '-') : -1;
        return end < 0 || end >= to || line[end] != ' ' || zoned ? end : readZoneName(line, end + 1, to);
    }

    /// Of the names that clocks give their zones only UTC's is sure; for any other the configured zone applies.
    private int readZoneName(byte[] line, int from, int to) {
        int end = Bytes.indexOf(line, ' ', from, to);
        if (end == from + 3 && (Bytes.startsWith(line, UTC, from, to) || Bytes.startsWith(line, GMT, from, to))) {
            zoned = true;
            offsetSeconds = 0;
        }
        return end;
    }

    /// `1795170872.797361` (`journalctl -o short-unix`).
    private int readEpoch(byte[] line, int from, int to) {
        int end = Bytes.skipDigits(line, from, Math.min(to, from + EPOCH_DIGITS + 1));
        if (end - from != EPOCH_DIGITS || end >= to || line[end] != '.') {
            return -1;
        }
        isEpoch = true;
        epochSecond = 10L * Bytes.number(line, from, end - 1) + line[end - 1] - '0';
        return readFraction(line, end, to);
    }

    /// multilog's `@`, 16 hexadecimal digits of seconds, 8 of nanoseconds.
    private int readLabel(byte[] line, int from, int to) {
        if (to - from < 25) {
            return -1;
        }
        long seconds = 0;
        for (int i = from + 1; i < from + 25; i++) {
            int digit = Character.digit(line[i], 16);
            if (digit < 0) {
                return -1;
            }
            if (i <= from + 16) {
                seconds = seconds << 4 | digit;
            } else {
                nanos = nanos << 4 | digit;
            }
        }
        if (nanos < 0 || nanos > 999_999_999) {
            return -1;
        }
        isEpoch = true;
        hostless = true;
        epochSecond = seconds - TAI_OF_EPOCH;
        return from + 25;
    }

    private static boolean isLetters(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Bytes.isAlphanumeric(line[i]) || Bytes.isDigit(line[i])) {
                return false;
            }
        }
        return true;
    }

    /// 0 when no month's name stands there, in whatever case.
    private static int monthAt(byte[] line, int from, int to) {
        return to - from < 4 || line[from + 3] != ' ' ? 0 : month(line, from);
    }

    private static int month(byte[] line, int from) {
        return switch ((line[from] | 0x20) << 16 | (line[from + 1] | 0x20) << 8 | line[from + 2] | 0x20) {
            case 'j' << 16 | 'a' << 8 | 'n' -> 1;
            case 'f' << 16 | 'e' << 8 | 'b' -> 2;
            case 'm' << 16 | 'a' << 8 | 'r' -> 3;
            case 'a' << 16 | 'p' << 8 | 'r' -> 4;
            case 'm' << 16 | 'a' << 8 | 'y' -> 5;
            case 'j' << 16 | 'u' << 8 | 'n' -> 6;
            case 'j' << 16 | 'u' << 8 | 'l' -> 7;
            case 'a' << 16 | 'u' << 8 | 'g' -> 8;
            case 's' << 16 | 'e' << 8 | 'p' -> 9;
            case 'o' << 16 | 'c' << 8 | 't' -> 10;
            case 'n' << 16 | 'o' << 8 | 'v' -> 11;
            case 'd' << 16 | 'e' << 8 | 'c' -> 12;
            default -> 0;
        };
    }
}
