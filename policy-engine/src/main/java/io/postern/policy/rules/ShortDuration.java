package io.postern.policy.rules;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `10m`, `1h30m`, `3d`, or ISO 8601 (`PT10M`). Whole seconds, more than none.
public final class ShortDuration {

    /// Nine digits of days still fit a Duration.
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private ShortDuration() {}

    /// @throws IllegalArgumentException saying what a duration looks like
    public static Duration parse(String text) {
        Duration duration = text.startsWith("P") ? iso(text) : shortForm(text);
        if (!duration.isPositive() || duration.getNano() != 0) {
            throw notOne(text);
        }
        return duration;
    }

    private static Duration shortForm(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw notOne(text);
        }
        return Duration.ofDays(number(form.group(1)))
                .plusHours(number(form.group(2)))
                .plusMinutes(number(form.group(3)))
                .plusSeconds(number(form.group(4)));
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw notOne(text);
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static IllegalArgumentException notOne(String text) {
        return new IllegalArgumentException(
                "not a duration of whole seconds: '" + text + "' (write 90s, 10m, 1h30m, 3d or PT10M)");
    }

    /// The short form: `1h30m`.
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
