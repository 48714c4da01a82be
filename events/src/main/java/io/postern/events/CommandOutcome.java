package io.postern.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/// What became of a command. Keyed by the command's target.
///
/// @param id the command's
/// @param at the broker's time of the command
/// @param dryRun nothing was done: this is what would have come of it
/// @param words one sentence for people: what was done, or why it was not
public record CommandOutcome(String id, Instant at, String target, Result result, boolean dryRun, String words)
        implements Event {

    public enum Result {
        ACCEPTED,
        REFUSED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public CommandOutcome {
        Require.text(id, "id");
        Require.present(at, "at");
        Require.text(target, "target");
        Require.present(result, "result");
        words = Text.clean(Require.text(words, "words"));
    }
}
