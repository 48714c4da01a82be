package io.postern.collector.parsing;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;

/// What a line does not tell and its reader must know.
///
/// @param zone of time stamps that name none
/// @param now the year of time stamps that name none is the one that brings them closest before it
/// @param host of lines that name none
public record ParserSettings(ZoneId zone, InstantSource now, String host) {

    public ParserSettings {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(now, "now");
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: empty");
        }
    }
}
