package io.postern.collector.parsing;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// What a line does not tell and its reader must know.
///
/// @param zone of time stamps that name none
/// @param now the year of time stamps that name none is the one that brings them closest before it
/// @param host of lines that name none
/// @param refusal what auth-api lets a banned client read; Postfix logs it as the reason of a failed login
/// @param operatorFormats asked for each line that no format of our own knows; another list when they have changed
public record ParserSettings(
        ZoneId zone, InstantSource now, String host, String refusal, Supplier<List<Format>> operatorFormats) {

    private static final List<Format> NONE = List.of();

    /// What auth-api says unless it is told to say something else.
    public static final String USUAL_REFUSAL = "Too many failed logins, try later";

    public ParserSettings(ZoneId zone, InstantSource now, String host) {
        this(zone, now, host, USUAL_REFUSAL);
    }

    public ParserSettings(ZoneId zone, InstantSource now, String host, String refusal) {
        this(zone, now, host, refusal, () -> NONE);
    }

    public ParserSettings with(Supplier<List<Format>> formats) {
        return new ParserSettings(zone, now, host, refusal, formats);
    }

    public ParserSettings {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(now, "now");
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: empty");
        }
    }
}
