package io.postern.reporter.projections;

import io.postern.events.Enforcement;
import io.postern.events.EnforcementEvent;
import io.postern.reporter.database.Statements;
import java.time.Instant;
import java.util.List;

/// What hosts said of bans into `report.enforcement`. Trouble that is not about one ban is the host's, and not kept
/// here.
final class Enforcements {

    private static final String SAY = """
            insert into report.enforcement (host, at, network, enforcer, kind, dry_run, until, words)
            values ($1, $2, $3::text::cidr, $4, $5, $6, $7, $8)
            on conflict do nothing""";

    private Enforcements() {}

    static void project(List<EnforcementEvent> told, Statements statements) {
        for (EnforcementEvent event : told) {
            if (event.network() != null) {
                Said said = said(event.enforcement());
                statements.update(
                        SAY,
                        Stored.key(event.host()),
                        event.at(),
                        event.network().toString(),
                        event.enforcer() == null ? "" : Stored.key(event.enforcer()),
                        said.kind(),
                        event.dryRun(),
                        said.until(),
                        Stored.text(said.words()));
            }
        }
    }

    private record Said(String kind, Instant until, String words) {}

    private static Said said(Enforcement enforcement) {
        return switch (enforcement) {
            case Enforcement.BanApplied applied ->
                new Said("applied", applied.until(), applied.occasion().wire());
            case Enforcement.BanLifted lifted ->
                new Said("lifted", lifted.until(), lifted.cause().wire());
            case Enforcement.BanRefused refused -> new Said("refused", refused.until(), refused.why());
            case Enforcement.EnforcementFailed failed -> new Said("failed", null, failed.message());
        };
    }
}
