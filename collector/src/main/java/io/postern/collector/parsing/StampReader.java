package io.postern.collector.parsing;

/// Reads the time stamps at the heads of lines, one line after the other.
final class StampReader {

    /// Seconds since the epoch have ten digits from 2001 to 2286.
    private static final int EPOCH_DIGITS = 10;

    private static final byte[] UTC = Bytes.of("UTC");
    private static final byte[] GMT = Bytes.of("GMT");

    /// `Nov 20 10:34:32`, and the blank behind it: the most usual form, and one that nothing behind it changes.
    private static final int BSD = 16;

    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean zoned;
    private int offsetSeconds;
    private boolean isEpoch;
    private long epochSecond;
    private boolean hostless;
    private boolean isServers;

    private Stamp stamp;

    /// The bytes from which it was read, when it is of that form: many lines are of the same second.
    private boolean isBsd;

    private long head;
    private long tail;

    /// What was read last; null when there was none.
    Stamp stamp() {
        return stamp;
    }

    /// @return where the stamp ends, or -1 when no stamp is there
    int read(byte[] line, int from, int to) {
        boolean mayBeBsd = to - from >= BSD;
        if (mayBeBsd && isBsd && Bytes.eightAt(line, from) == head && Bytes.eightAt(line, from + Long.BYTES) == tail) {
            return from + BSD - 1;
        }
        int end = to - from < 14 ? -1 : readAny(line, from, to);
        stamp = end < 0
                ? null
                : new Stamp(
                        year,
                        month,
                        day,
                        hour,
                        minute,
                        second,
                        nanos,
                        zoned,
                        offsetSeconds,
                        isEpoch,
                        epochSecond,
                        hostless,
                        isServers);
        isBsd = mayBeBsd && end == from + BSD - 1 && line[end] == ' ' && line[from] >= 'A';
        if (isBsd) {
            head = Bytes.eightAt(line, from);
            tail = Bytes.eightAt(line, from + Long.BYTES);
        }
        return end;
    }

    private int readAny(byte[] line, int from, int to) {
        year = month = day = hour = minute = second = nanos = offsetSeconds = 0;
        zoned = isEpoch = hostless = isServers = false;
        epochSecond = 0;
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
        month = MonthName.before(line, from, to);
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
            month = MonthName.before(line, from + 5, to);
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
        month = MonthName.at(line, from + 3);
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
        month = MonthName.before(line, at, to);
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

    private int readLabel(byte[] line, int from, int to) {
        if (!Tai64n.isAt(line, from, to)) {
            return -1;
        }
        isEpoch = true;
        hostless = true;
        epochSecond = Tai64n.epochSecond(line, from);
        nanos = Tai64n.nanos(line, from);
        return from + Tai64n.LENGTH;
    }

    private static boolean isLetters(byte[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Bytes.isAlphanumeric(line[i]) || Bytes.isDigit(line[i])) {
                return false;
            }
        }
        return true;
    }
}
