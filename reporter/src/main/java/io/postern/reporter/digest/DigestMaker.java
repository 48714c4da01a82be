package io.postern.reporter.digest;

import io.postern.reporter.Day;
import io.postern.reporter.database.Statements;
import io.postern.reporter.status.HostQueries;
import io.postern.reporter.status.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Asks everything about a day and puts it together.
///
/// @param failuresBeforeSuccess a success after so many failures of its client is listed
/// @param silentAfter a host that has not reported for this long is called silent
public record DigestMaker(int failuresBeforeSuccess, Duration silentAfter) {

    public Digest of(Day day, Instant now, Statements statements) {
        DigestQueries queries = new DigestQueries(day, statements);
        Digest.Totals totals = queries.totals();
        DigestQueries.AfterFailures afterFailures = queries.loginsAfter(failuresBeforeSuccess);
        Digest.Bans bans = queries.bans(now);
        List<HostState> hosts = HostQueries.all(now, silentAfter, statements);
        boolean over = !now.isBefore(day.to());
        List<HostState> hostsThen = over ? List.of() : hosts; // who is silent now was not silent then
        return new Digest(
                day.date(),
                day.zone().getId(),
                now,
                over,
                Verdict.of(totals, afterFailures.accounts(), bans, hostsThen),
                totals,
                afterFailures.list(),
                queries.combinations(),
                queries.accounts(),
                queries.countries(),
                queries.networks(),
                queries.hosts(),
                queries.reverseFailures(),
                bans,
                hosts,
                hosts.stream().mapToLong(HostState::unparsed).sum(),
                queries.hours());
    }
}
