package io.postern.enricher.names;

import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Forward;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/// A reverse name as a cache holds it.
///
/// @param freshUntil afterwards it is asked for again
/// @param usableUntil until then it is better than nothing while it is being asked for, or cannot be
record KnownName(ReverseName name, Instant freshUntil, Instant usableUntil) {

    boolean isFreshAt(Instant now) {
        return now.isBefore(freshUntil);
    }

    boolean isUsableAt(Instant now) {
        return now.isBefore(usableUntil);
    }

    KnownName freshUntil(Instant later) {
        return new KnownName(name, later, usableUntil);
    }

    /// For the shared cache, readable: `ok+confirmed 2026-01-15T12:00:00Z 2026-01-16T12:00:00Z mail.example.org`.
    String asText() {
        String status = name.status().wire()
                + (name.forward() == null ? "" : "+" + name.forward().wire());
        String words = status + " " + freshUntil + " " + usableUntil;
        return name.name() == null ? words : words + " " + name.name();
    }

    /// Null when the text is none of ours; whoever can write to the shared cache is not believed blindly.
    static KnownName parse(String text) {
        String[] words = text.split(" ", 4);
        if (words.length < 3) {
            return null;
        }
        try {
            int plus = words[0].indexOf('+');
            ReverseName name = switch (plus < 0 ? words[0] : words[0].substring(0, plus)) {
                case "ok" -> words.length == 4 ? name(words[3], plus < 0 ? null : words[0].substring(plus + 1)) : null;
                case "nxdomain" -> ReverseName.none(Status.NXDOMAIN);
                case "no_ptr" -> ReverseName.none(Status.NO_PTR);
                default -> null;
            };
            return name == null ? null : new KnownName(name, Instant.parse(words[1]), Instant.parse(words[2]));
        } catch (DateTimeParseException notOurs) {
            return null;
        }
    }

    /// @param forward null when it was not looked up
    private static ReverseName name(String text, String forward) {
        ReverseName name = PtrName.of(text);
        return name.name() == null || forward == null
                ? name
                : Arrays.stream(Forward.values())
                        .filter(value -> value.wire().equals(forward))
                        .map(value -> new ReverseName(name.status(), name.name(), value))
                        .findFirst()
                        .orElse(null);
    }
}
