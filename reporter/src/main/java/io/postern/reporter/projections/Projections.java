package io.postern.reporter.projections;

import io.postern.reporter.database.Statements;
import io.postern.reporter.projections.Positions.Step;
import java.util.List;

/// All projections of one batch, and how far they bring us.
final class Projections {

    private Projections() {}

    /// To be called in a transaction. The positions come first: their row locks keep replicas apart.
    static void apply(Batch batch, List<Step> steps, Statements statements) {
        Positions.move(steps, statements);
        Clients.project(batch.profiles, statements);
        Attempts.project(batch.attempts, statements);
        Decisions.project(batch.decisions, statements);
        Bans.project(batch.bans, statements);
        Hosts.project(batch.hosts, statements);
        Commands.project(batch.commands, statements);
        Commands.projectOutcomes(batch.outcomes, statements);
        ListEntries.project(batch.entries, statements);
        Enforcements.project(batch.enforcements, statements);
    }
}
