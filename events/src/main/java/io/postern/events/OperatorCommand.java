package io.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/// What a person, or a program in his name, wants done. Keyed by target, so that a client's commands meet its attempts.
///
/// It is a wish: what became of it is a [CommandOutcome] with the same id.
///
/// @param id the writer's; a command that comes again under the same id is done once
/// @param at when it was given, by the clock of whoever took it; it counts from the broker's time of its record
/// @param author who gave it
/// @param reason why, in the author's words; null when none was given
/// @param until when its effect ends; null for an end by default or, where there is no such thing, none
/// @param dryRun whether only the answer is wanted: nothing is done
public record OperatorCommand(
        String id, Instant at, String author, String reason, Instant until, boolean dryRun, Order order)
        implements Event {

    public OperatorCommand {
        Require.text(id, "id");
        Require.present(at, "at");
        author = Text.clean(Require.text(author, "author"));
        reason = Text.clean(reason);
        Require.present(order, "order");
    }

    /// The key of its record.
    @JsonIgnore
    public String target() {
        return order.target();
    }
}
