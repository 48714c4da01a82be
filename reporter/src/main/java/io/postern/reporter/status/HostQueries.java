package io.postern.reporter.status;

import io.postern.reporter.database.Row;
import io.postern.reporter.database.Statements;
import io.postern.reporter.status.HostState.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// The mail hosts, by name.
public final class HostQueries {

    private record HostSource(String host, SourceState source) {}

    private HostQueries() {}

    public static List<HostState> all(Instant now, Duration silentAfter, Statements statements) {
        Map<String, List<SourceState>> sources =
                statements.list(HostQueries::source, "select * from report.host_source order by host, name").stream()
                        .collect(Collectors.groupingBy(
                                HostSource::host, Collectors.mapping(HostSource::source, Collectors.toList())));
        return statements.list(
                row -> host(row, sources.getOrDefault(row.text("host"), List.of()), now.minus(silentAfter)),
                "select * from report.host order by host");
    }

    private static HostState host(Row row, List<SourceState> sources, Instant silentBefore) {
        Instant at = row.time("at");
        return new HostState(
                row.text("host"),
                at,
                at.isBefore(silentBefore),
                row.text("version"),
                row.time("started"),
                sum(sources, SourceState::lagBytes),
                sum(sources, SourceState::lines),
                sum(sources, SourceState::attempts),
                sum(sources, SourceState::unparsed),
                sources);
    }

    private static long sum(List<SourceState> sources, ToLongFunction<SourceState> count) {
        return sources.stream().mapToLong(count).sum();
    }

    private static HostSource source(Row row) {
        return new HostSource(
                row.text("host"),
                new SourceState(
                        row.text("name"),
                        row.number("position"),
                        row.number("lag_bytes"),
                        row.number("lines"),
                        row.number("attempts"),
                        row.number("unparsed"),
                        row.time("last_event"),
                        row.text("error")));
    }
}
