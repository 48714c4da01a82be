package io.postern.cli.replay;

import com.fasterxml.jackson.annotation.JsonValue;
import io.postern.events.Network;
import java.util.List;
import java.util.Locale;

/// What becomes of one network's bans, as far as they overlap, when other rules hold.
///
/// @param before under the rules compared with, oldest first
/// @param after under the rules in question
public record Difference(Kind kind, Network network, List<Entry> before, List<Entry> after) {

    public enum Kind {
        COMES,
        GOES,
        /// Banned either way, but at another time or for another rule.
        CHANGES;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
