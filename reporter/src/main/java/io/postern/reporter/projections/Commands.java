package io.postern.reporter.projections;

import io.postern.events.CommandOutcome;
import io.postern.events.OperatorCommand;
import io.postern.events.Order;
import io.postern.reporter.database.Statements;
import java.util.List;

/// Commands and what became of them into `report.command`. Either may come first.
final class Commands {

    private static final String COMMAND = """
            insert into report.command (id, batch, at, author, reason, kind, target, detail, until, dry_run)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do update
            set at = excluded.at, author = excluded.author, reason = excluded.reason, kind = excluded.kind,
                detail = excluded.detail, until = excluded.until
            where command.at is null""";

    private static final String OUTCOME = """
            insert into report.command (id, batch, target, dry_run, result, words, answered_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (id) do update
            set result = excluded.result, words = excluded.words, answered_at = excluded.answered_at
            where command.result is null""";

    private Commands() {}

    static void project(List<OperatorCommand> told, Statements statements) {
        for (OperatorCommand command : told) {
            statements.update(
                    COMMAND,
                    Stored.key(command.id()),
                    batch(command.id()),
                    command.at(),
                    Stored.text(command.author()),
                    Stored.text(command.reason()),
                    kind(command.order()),
                    Stored.text(command.target()),
                    Stored.text(detail(command.order())),
                    command.until(),
                    command.dryRun());
        }
    }

    static void projectOutcomes(List<CommandOutcome> told, Statements statements) {
        for (CommandOutcome outcome : told) {
            statements.update(
                    OUTCOME,
                    Stored.key(outcome.id()),
                    batch(outcome.id()),
                    Stored.text(outcome.target()),
                    outcome.dryRun(),
                    outcome.result().wire(),
                    Stored.text(outcome.words()),
                    outcome.at());
        }
    }

    /// What stands before the last dot: commands of one request share it.
    private static String batch(String id) {
        int dot = id.lastIndexOf('.');
        return Stored.key(dot < 1 ? id : id.substring(0, dot));
    }

    private static String kind(Order order) {
        return switch (order) {
            case Order.Ban _ -> "ban";
            case Order.Unban _ -> "unban";
            case Order.Allow _ -> "allow";
            case Order.Disallow _ -> "disallow";
            case Order.AddEntry _ -> "add_entry";
            case Order.RemoveEntry _ -> "remove_entry";
            case Order.SetMode _ -> "set_mode";
        };
    }

    private static String detail(Order order) {
        return switch (order) {
            case Order.Ban _, Order.Unban _, Order.Allow _, Order.Disallow _ -> null;
            case Order.AddEntry(var _, String entry) -> entry;
            case Order.RemoveEntry(var _, String entry) -> entry;
            case Order.SetMode(var _, String mode) -> mode;
        };
    }
}
