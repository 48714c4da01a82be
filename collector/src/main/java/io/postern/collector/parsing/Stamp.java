package io.postern.collector.parsing;

/// The time stamp at the head of a line, as it is written; [Calendar] says which moment it is.
///
/// One object is filled again for each line: most lines are no logins, and their time is never asked for.
final class Stamp {

    /// libtai's label for the Unix epoch: 2^62, and the ten seconds by which TAI was ahead of UTC.
    private static final long TAI_OF_EPOCH = 0x4000000000000000L + 10;

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

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

    /// Seconds since the epoch when the stamp is a TAI64N label; the fields above mean nothing then.
    long epochSecond;

    boolean isLabel;

    /// @return where the stamp ends, or -1 when no stamp is there
    int read(byte[] line, int from, int to) {
        if (from >= to) {
            return -1;
        }
        year = 0;
        nanos = 0;
        zoned = false;
        isLabel = false;
        byte first = line[from];
        if (Bytes.isDigit(first)) {
            return readIso(line, from, to);
        }
        return first == '@' ? readLabel(line, from, to) : readBsd(line, from, to);
    }

    /// `Nov  1 10:34:32`, also `Nov 01` and `Nov 1`.
    private int readBsd(byte[] line, int from, int to) {
        if (to - from < 14 || line[from + 3] != ' ') {
            return -1;
        }
        month = monthAt(line, from);
        int dayFrom = Bytes.skipSpaces(line, from + 3, to);
        int dayTo = Bytes.skipDigits(line, dayFrom, to);
        day = Bytes.number(line, dayFrom, dayTo);
        if (month == 0 || dayTo - dayFrom > 2 || dayTo >= to || line[dayTo] != ' ') {
            return -1;
        }
        return readClock(line, dayTo + 1, to);
    }

    /// `2026-11-20T10:34:32.797361+00:00`, also with a space for the `T`, without fraction, without zone, `+0100`.
    private int readIso(byte[] line, int from, int to) {
        if (to - from < 19 || line[from + 4] != '-' || line[from + 7] != '-') {
            return -1;
        }
        byte separator = line[from + 10];
        year = Bytes.number(line, from, from + 4);
        month = Bytes.number(line, from + 5, from + 7);
        day = Bytes.number(line, from + 8, from + 10);
        if (separator != 'T' && separator != 't' && separator != ' ' || year < 1) {
            return -1;
        }
        int end = readClock(line, from + 11, to);
        if (end < 0) {
            return -1;
        }
        if (end < to && (line[end] == '.' || line[end] == ',')) {
            int fractionTo = Bytes.skipDigits(line, end + 1, to);
            nanos = fraction(line, end + 1, fractionTo);
            end = fractionTo;
        }
        return readZone(line, end, to);
    }

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
        int hours = from + 3 <= to ? Bytes.number(line, from + 1, from + 3) : -1;
        int minutesFrom = from + 3 < to && line[from + 3] == ':' ? from + 4 : from + 3;
        int minutes = minutesFrom + 2 <= to ? Bytes.number(line, minutesFrom, minutesFrom + 2) : -1;
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return -1;
        }
        zoned = true;
        offsetSeconds = (hours * 60 + minutes) * 60 * (sign == '-' ? -1 : 1);
        return minutesFrom + 2;
    }

    private int readClock(byte[] line, int from, int to) {
        if (to - from < 8 || line[from + 2] != ':' || line[from + 5] != ':') {
            return -1;
        }
        hour = Bytes.number(line, from, from + 2);
        minute = Bytes.number(line, from + 3, from + 5);
        second = Bytes.number(line, from + 6, from + 8);
        return hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 ? -1 : from + 8;
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
            }
        }
        isLabel = true;
        epochSecond = seconds - TAI_OF_EPOCH;
        return from + 25;
    }

    private static int fraction(byte[] line, int from, int to) {
        int value = 0;
        for (int i = from; i < from + 9; i++) {
            value = value * 10 + (i < to ? line[i] - '0' : 0);
        }
        return value;
    }

    private static int monthAt(byte[] line, int from) {
        for (int month = 0; month < 12; month++) {
            int at = month * 3;
            if (line[from] == MONTHS.charAt(at)
                    && line[from + 1] == MONTHS.charAt(at + 1)
                    && line[from + 2] == MONTHS.charAt(at + 2)) {
                return month + 1;
            }
        }
        return 0;
    }
}
