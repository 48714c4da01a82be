package io.postern.collector.parsing;

import io.postern.events.AttemptObserved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Which moment a [Stamp] is: fills in what it leaves out.
///
/// A stamp without a year is taken to be the last such moment that is not more than a day ahead of now, or of the
/// moment when its file was last written. So in January a December line is last year's, on 31 December a host whose
/// clock has passed midnight writes next year's, and a rotated file of three years ago is of its own year.
/// Of the two moments that one wall-clock time has when summer time ends, the earlier is taken.
final class Calendar {

    private static final Duration AHEAD = Duration.ofDays(1);

    /// 29 February is at most eight years apart (1896 and 1904, 2096 and 2104).
    private static final int YEARS_BACK = 8;

    private final ZoneId zone;
    private final InstantSource now;
    private Instant written = Instant.MAX;

    /// Lines come in bursts: the minute of the one before saves the zone's rules.
    private long minuteKey = -1;

    private boolean minuteZoned;
    private int minuteOffset;
    private long minuteEpoch;

    /// Many lines are of the same moment.
    private Stamp lastStamp;

    private Instant last;

    /// Before and behind them an attempt's time would be refused.
    private static final int FIRST_YEAR = 1971;

    private static final int LAST_YEAR = 9998;

    /// No label of a clock that works is later; an attempt with such a time would be refused.
    private static final long LAST_SECOND = AttemptObserved.END_OF_TIME.getEpochSecond();

    Calendar(ZoneId zone, InstantSource now) {
        this.zone = zone;
        this.now = now;
    }

    void writtenUntil(Instant moment) {
        if (!moment.equals(written)) {
            written = moment;
            minuteKey = -1;
            lastStamp = null;
        }
    }

    /// The moment, or null when there is no such date.
    // Lines of one second share their stamp; to compare others costs more than it saves.
    @SuppressWarnings("ReferenceEquality")
    Instant at(Stamp stamp) {
        if (stamp != lastStamp) {
            last = moment(stamp);
            lastStamp = stamp;
        }
        return last;
    }

    private Instant moment(Stamp stamp) {
        if (stamp.isEpoch()) {
            boolean known = stamp.epochSecond() >= 0 && stamp.epochSecond() < LAST_SECOND;
            return known ? Instant.ofEpochSecond(stamp.epochSecond(), stamp.nanos()) : null;
        }
        if (stamp.year() != 0 && (stamp.year() < FIRST_YEAR || stamp.year() > LAST_YEAR)) {
            return null;
        }
        long key =
                (((stamp.year() * 13L + stamp.month()) * 32 + stamp.day()) * 24 + stamp.hour()) * 60 + stamp.minute();
        if (key != minuteKey
                || stamp.zoned() != minuteZoned
                || stamp.zoned() && stamp.offsetSeconds() != minuteOffset) {
            Instant minute = stamp.year() > 0 ? instant(stamp, stamp.year()) : latest(stamp);
            if (minute == null) {
                return null;
            }
            minuteEpoch = minute.getEpochSecond();
            minuteKey = key;
            minuteZoned = stamp.zoned();
            minuteOffset = stamp.offsetSeconds();
        }
        return Instant.ofEpochSecond(minuteEpoch + stamp.second(), stamp.nanos());
    }

    private Instant latest(Stamp stamp) {
        Instant present = now.instant();
        Instant limit = (written.isBefore(present) ? written : present).plus(AHEAD);
        int year = limit.atZone(zone).getYear();
        for (int back = 0; back <= YEARS_BACK; back++) {
            Instant candidate = instant(stamp, year - back);
            if (candidate != null && !candidate.isAfter(limit)) {
                return candidate;
            }
        }
        return null;
    }

    private Instant instant(Stamp stamp, int year) {
        LocalDateTime local = local(stamp, year);
        if (local == null) {
            return null;
        }
        return stamp.zoned()
                ? Instant.ofEpochSecond(local.toEpochSecond(ZoneOffset.UTC) - stamp.offsetSeconds())
                : local.atZone(zone).toInstant();
    }

    /// The minute, without its seconds: a leap second (`:60`) is added to it like any other.
    private static LocalDateTime local(Stamp stamp, int year) {
        if (stamp.month() < 1
                || stamp.month() > 12
                || stamp.day() < 1
                || stamp.day() > YearMonth.of(year, stamp.month()).lengthOfMonth()) {
            return null;
        }
        return LocalDateTime.of(year, stamp.month(), stamp.day(), stamp.hour(), stamp.minute());
    }
}
