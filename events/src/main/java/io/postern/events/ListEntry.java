package io.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/// Something that stands because an operator's command said so, until it is taken back. Keyed by list and entry: a
/// later one replaces an earlier one.
///
/// It says from when and until when it holds, so that old attempts are judged by what held at their time.
///
/// @param list one of the names below, or that of a list of the operator's
/// @param entry a network, a rule's name, or a line of the list
/// @param value a rule's mode; null otherwise
/// @param from the broker's time of the command
/// @param until null when it has no end; not after `from` when it was taken back
/// @param author who said so; `reason` is why, null when none was given
/// @param command id of the command
public record ListEntry(
        String list,
        String entry,
        String value,
        Instant from,
        Instant until,
        String author,
        String reason,
        String command)
        implements Event {

    /// Networks that are never banned.
    public static final String ALLOW = "allow";

    /// Networks that were unbanned: what was decided and counted up to `from` is void.
    public static final String PARDON = "pardon";

    /// Rules whose mode is not what their file says.
    public static final String MODE = "mode";

    public ListEntry {
        Require.text(list, "list");
        entry = Text.clean(Require.text(entry, "entry"));
        Require.present(from, "from");
        author = Text.clean(Require.text(author, "author"));
        reason = Text.clean(reason);
        Require.text(command, "command");
    }

    @JsonIgnore
    public String key() {
        return list + " " + entry;
    }

    public boolean holdsAt(Instant time) {
        return !time.isBefore(from) && (until == null || time.isBefore(until));
    }
}
