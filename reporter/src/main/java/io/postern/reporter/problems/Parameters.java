package io.postern.reporter.problems;

import io.postern.events.Network;
import io.postern.events.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/// Query parameters as the values that they stand for; null stays null.
///
/// Each throws [BadParameterException] when the text is no such value.
public final class Parameters {

    private Parameters() {}

    public static LocalDate date(String name, String text) {
        try {
            return text == null ? null : plausible(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw new BadParameterException(name, "a date such as 2026-01-15, not " + shown(text));
        }
    }

    /// A time with its offset, or a date: then the beginning of that day in the zone.
    public static Instant time(String name, String text, ZoneId zone) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() <= 10) {
                return plausible(LocalDate.parse(text)).atStartOfDay(zone).toInstant();
            }
            OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', '+')); // a plus sign not escaped is a blank
            plausible(time.toLocalDate());
            return time.toInstant();
        } catch (DateTimeException e) {
            throw new BadParameterException(
                    name, "a time such as 2026-01-15T12:00:00Z or a date such as 2026-01-15, not " + shown(text));
        }
    }

    private static LocalDate plausible(LocalDate date) {
        if (date.getYear() < 1970 || date.getYear() > 9998) {
            throw new DateTimeException("no such year here: " + date.getYear());
        }
        return date;
    }

    public static Network network(String name, String text) {
        try {
            return text == null ? null : Network.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(name, "an address or a network such as 203.0.113.0/24, not " + shown(text));
        }
    }

    /// From 1 to the most; the default when not given.
    public static int limit(String name, String text, int byDefault, int most) {
        if (text == null) {
            return byDefault;
        }
        int limit = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            throw new BadParameterException(name, "a number from 1 to " + most + ", not " + shown(text));
        }
        return limit;
    }

    public static boolean flag(String name, String text) {
        return switch (text == null ? "false" : text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new BadParameterException(name, "true or false, not " + shown(text));
        };
    }

    /// What was sent, fit for an answer.
    static String shown(String text) {
        String clean = Text.clean(text);
        if (clean == null) {
            return "nothing";
        }
        return "'" + (clean.length() > 60 ? clean.substring(0, 60) + "…" : clean) + "'";
    }
}
