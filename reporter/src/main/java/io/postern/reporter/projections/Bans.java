package io.postern.reporter.projections;

import io.postern.events.Ban;
import io.postern.reporter.database.Statements;
import io.postern.reporter.projections.Batch.BanTold;
import java.util.List;

/// Bans into `report.ban`, with their history: a later ban of the same network is a row of its own, and a tombstone
/// before the end of a ban's time lifts it. Told in the order of the topic; told again, nothing changes.
final class Bans {

    private static final String IMPOSE = """
            insert into report.ban (network, begins, until, rule, decision, reason, told)
            values ($1::text::cidr, $2, $3, $4, $5, $6, $7)
            on conflict (network, begins) do update
            set until = excluded.until, rule = excluded.rule, decision = excluded.decision, reason = excluded.reason,
                told = excluded.told, lifted_at = null
            where ban.told < excluded.told""";

    private static final String LIFT = """
            update report.ban set lifted_at = $2
            where network = $1::text::cidr and told < $3 and lifted_at is null and until > $2""";

    private Bans() {}

    static void project(List<BanTold> told, Statements statements) {
        for (BanTold each : told) {
            String network = each.network().toString();
            if (each.ban() == null) {
                statements.update(LIFT, network, each.at(), each.offset());
            } else {
                Ban ban = each.ban();
                statements.update(
                        IMPOSE,
                        network,
                        ban.from(),
                        ban.until(),
                        Stored.text(ban.rule()),
                        Stored.text(ban.decision()),
                        Stored.text(ban.reason()),
                        each.offset());
            }
        }
    }
}
