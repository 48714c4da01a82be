package io.postern.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;

/// A moment as people write it: `2026-11-20`, `2026-11-20T10:30`, `2026-11-20T10:30:00+01:00`, `…Z`.
record Moment(Function<ZoneId, Instant> in) {

    private static final List<Function<String, Function<ZoneId, Instant>>> FORMS = List.of(
            text -> {
                LocalDate day = LocalDate.parse(text);
                return zone -> day.atStartOfDay(zone).toInstant();
            },
            text -> {
                LocalDateTime time = LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
                return zone -> time.atZone(zone).toInstant();
            },
            text -> {
                Instant time = OffsetDateTime.parse(text).toInstant();
                return zone -> time;
            });

    /// @throws IllegalArgumentException saying what a moment looks like
    static Moment of(String text) {
        for (Function<String, Function<ZoneId, Instant>> form : FORMS) {
            try {
                return new Moment(form.apply(text));
            } catch (DateTimeException e) {
                continue; // the next form may be the one
            }
        }
        throw new IllegalArgumentException("write 2026-11-20, 2026-11-20T10:30 or 2026-11-20T10:30:00Z");
    }
}
