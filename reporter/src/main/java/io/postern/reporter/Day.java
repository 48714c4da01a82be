package io.postern.reporter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// One day in one zone: 23, 24 or 25 hours.
public record Day(LocalDate date, ZoneId zone) {

    public static Day at(Instant time, ZoneId zone) {
        return new Day(LocalDate.ofInstant(time, zone), zone);
    }

    public Instant from() {
        return date.atStartOfDay(zone).toInstant();
    }

    /// The first instant of the next day.
    public Instant to() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
