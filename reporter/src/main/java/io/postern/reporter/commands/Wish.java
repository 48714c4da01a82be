package io.postern.reporter.commands;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.postern.events.Network;
import io.postern.events.OperatorCommand;
import io.postern.events.Order;
import io.postern.reporter.problems.BadParameterException;
import io.postern.reporter.problems.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What was asked for: one thing, of any number of targets. Nothing in it is believed before [#commands].
///
/// @param order `ban`, `unban`, `allow`, `disallow`, `add_entry`, `remove_entry` or `set_mode`
/// @param targets addresses or networks; for `set_mode` names of rules; for `add_entry` and `remove_entry` the entries
/// @param list the list's name; for `add_entry` and `remove_entry` only
/// @param mode `enforce` or `simulate`, for `set_mode` only; null for its file's
/// @param lasts how long it shall last, ISO 8601 (`PT2H`)
/// @param author who asks; a token's name counts before it
/// @param dryRun whether to tell only what would come of it
/// @param id the sender's own: the same request sent again under it is done once
record Wish(
        String order,
        List<String> targets,
        String list,
        String mode,
        @JsonProperty("for") String lasts,
        String reason,
        String author,
        Boolean dryRun,
        String id) {

    static final int MOST_TARGETS = 10_000;
    private static final int LONGEST_ENTRY = 1000;
    private static final String ID = "[A-Za-z0-9_-]{1,64}";
    private static final String NAME = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";

    /// One command for each target, with ids `ID.0`, `ID.1`…
    ///
    /// @param who who asks, as far as that is known
    /// @throws BadParameterException when it cannot be understood; nothing is done then
    List<OperatorCommand> commands(String batch, String who, Instant now) {
        if (targets == null || targets.isEmpty() || targets.size() > MOST_TARGETS) {
            throw new BadParameterException("targets", "a list of 1 to " + MOST_TARGETS);
        }
        Function<String, Order> reading = reading();
        Instant until = lasts == null ? null : now.plus(duration());
        List<OperatorCommand> commands = new ArrayList<>();
        for (String target : targets) {
            if (target == null || target.isBlank() || target.length() > LONGEST_ENTRY) {
                throw new BadParameterException("targets", "each of 1 to " + LONGEST_ENTRY + " characters");
            }
            commands.add(new OperatorCommand(
                    batch + "." + commands.size(),
                    now,
                    who,
                    reason,
                    until,
                    Boolean.TRUE.equals(dryRun),
                    reading.apply(target.strip())));
        }
        return commands;
    }

    /// Its own, or the one drawn for it.
    String idOr(String drawn) {
        if (id != null && !id.matches(ID)) {
            throw new BadParameterException("id", "1 to 64 letters, digits, dashes and underscores");
        }
        return id == null ? drawn : id;
    }

    private Function<String, Order> reading() {
        return switch (order == null ? "" : order) {
            case "ban" -> target -> new Order.Ban(network(target));
            case "unban" -> target -> new Order.Unban(network(target));
            case "allow" -> target -> new Order.Allow(network(target));
            case "disallow" -> target -> new Order.Disallow(network(target));
            case "add_entry" -> target -> new Order.AddEntry(name("list", list), target);
            case "remove_entry" -> target -> new Order.RemoveEntry(name("list", list), target);
            case "set_mode" -> target -> new Order.SetMode(name("targets", target), mode);
            default ->
                throw new BadParameterException(
                        "order", "one of ban, unban, allow, disallow, add_entry, remove_entry, set_mode");
        };
    }

    private static Network network(String target) {
        return Parameters.network("targets", target);
    }

    private static String name(String parameter, String text) {
        if (text == null || !text.matches(NAME)) {
            throw new BadParameterException(parameter, "a name of lower-case letters, digits and dashes");
        }
        return text;
    }

    private Duration duration() {
        try {
            Duration duration = Duration.parse(lasts);
            if (duration.isPositive() && duration.compareTo(Duration.ofDays(3660)) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) { // told below
        }
        throw new BadParameterException("for", "a duration such as PT2H or P1D, at most ten years");
    }
}
