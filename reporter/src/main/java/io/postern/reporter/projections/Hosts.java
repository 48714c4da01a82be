package io.postern.reporter.projections;

import io.postern.events.HostReport;
import io.postern.events.HostReport.SourceReport;
import io.postern.reporter.database.Statements;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Heartbeats into `report.host` and `report.host_source`: the newest of each host stays.
final class Hosts {

    private static final String UPSERT = """
            insert into report.host (host, at, version, started) values ($1, $2, $3, $4)
            on conflict (host) do update
            set at = excluded.at, version = excluded.version, started = excluded.started
            where host.at <= excluded.at""";

    private static final String FORGET_SOURCES = "delete from report.host_source where host = $1";

    private static final String INSERT_SOURCES = """
            insert into report.host_source (host, name, position, lag_bytes, lines, attempts, unparsed, last_event,
                                            error)
            select $1, name, position, lag_bytes, lines, attempts, unparsed, last_event, error
            from unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                        $8::timestamptz[], $9::text[])
              as new (name, position, lag_bytes, lines, attempts, unparsed, last_event, error)""";

    private Hosts() {}

    static void project(List<HostReport> told, Statements statements) {
        Map<String, HostReport> newest = new TreeMap<>();
        for (HostReport report : told) {
            newest.merge(Stored.key(report.host()), report, (a, b) -> b.at().isBefore(a.at()) ? a : b);
        }
        newest.forEach((host, report) -> replace(host, report, statements));
    }

    private static void replace(String host, HostReport report, Statements statements) {
        int changed = statements.update(UPSERT, host, report.at(), Stored.text(report.version()), report.started());
        if (changed == 0) {
            return; // a newer one is there
        }
        Map<String, SourceReport> sources = new LinkedHashMap<>();
        report.sources().forEach(source -> sources.put(Stored.key(source.name()), source));
        statements.update(FORGET_SOURCES, host);
        Object[] arrays = new Columns<>(List.copyOf(sources.entrySet()))
                .with(String[]::new, Map.Entry::getKey)
                .with(Long[]::new, source -> source.getValue().position())
                .with(Long[]::new, source -> source.getValue().lagBytes())
                .with(Long[]::new, source -> source.getValue().lines())
                .with(Long[]::new, source -> source.getValue().attempts())
                .with(Long[]::new, source -> source.getValue().unparsed())
                .with(Instant[]::new, source -> source.getValue().lastEvent())
                .with(String[]::new, source -> Stored.text(source.getValue().error()))
                .arrays();
        Object[] parameters = new Object[arrays.length + 1];
        parameters[0] = host;
        System.arraycopy(arrays, 0, parameters, 1, arrays.length);
        statements.update(INSERT_SOURCES, parameters);
    }
}
