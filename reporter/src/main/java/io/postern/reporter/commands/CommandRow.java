package io.postern.reporter.commands;

import io.postern.reporter.database.Row;
import java.time.Instant;

/// A command with what became of it.
///
/// @param at when it was given; null while only its outcome is known, and so are author, reason and order
/// @param detail a list's entry or a rule's mode; null otherwise
/// @param until when its effect ends; null when its author did not say
/// @param result `accepted` or `refused`; null until the policy engine has answered
/// @param words what was done, or why it was not
public record CommandRow(
        String id,
        Instant at,
        String author,
        String reason,
        String order,
        String target,
        String detail,
        Instant until,
        boolean dryRun,
        String result,
        String words,
        Instant answeredAt) {

    static CommandRow of(Row row) {
        return new CommandRow(
                row.text("id"),
                row.time("at"),
                row.text("author"),
                row.text("reason"),
                row.text("kind"),
                row.text("target"),
                row.text("detail"),
                row.time("until"),
                "true".equals(row.text("dry_run")),
                row.text("result"),
                row.text("words"),
                row.time("answered_at"));
    }
}
