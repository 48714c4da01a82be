package io.postern.collector.formats.operator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/// How a server that does not write one of the usual time stamps writes them: java.time's letters, months in English.
final class TimeForm {

    private static final int LONGEST = 64;

    private final DateTimeFormatter form;

    private TimeForm(DateTimeFormatter form) {
        this.form = form;
    }

    /// @throws IllegalArgumentException when the letters are wrong, or tell no day and time
    static TimeForm of(String letters) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(letters, Locale.ENGLISH);
        try {
            LocalDateTime.from(form.parse(form.format(OffsetDateTime.of(2026, 11, 20, 10, 34, 32, 0, ZoneOffset.UTC))));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must tell year, month, day, hour and minute", e);
        }
        return new TimeForm(form);
    }

    /// Null when the text is no such time.
    ///
    /// @param zone of a time that names none
    Instant at(String text, ZoneId zone) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        try {
            TemporalAccessor time = form.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) time).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
