package io.postern.reporter.projections;

import io.postern.events.Decision;
import io.postern.reporter.database.Statements;
import java.util.List;

/// Decisions into `report.decision`. They are few, so each is a statement of its own.
final class Decisions {

    private static final String INSERT = """
            insert into report.decision (id, at, subject, rule, effect, until, exemption, count, count_limit,
                                         within_seconds, first_at, last_at, attempts, accounts, hosts)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (id) do nothing""";

    private Decisions() {}

    static void project(List<Decision> told, Statements statements) {
        for (Decision decision : told) {
            Decision.Evidence evidence = decision.evidence();
            statements.update(
                    INSERT,
                    Stored.key(decision.id()),
                    decision.at(),
                    decision.subject().key(),
                    Stored.text(decision.rule()),
                    decision.effect().wire(),
                    decision.until(),
                    Stored.text(decision.exemption()),
                    evidence.count(),
                    evidence.limit(),
                    evidence.within().toSeconds(),
                    evidence.first(),
                    evidence.last(),
                    Stored.texts(evidence.attempts()),
                    Stored.texts(evidence.accounts()),
                    Stored.texts(evidence.hosts()));
        }
    }
}
