package io.postern.reporter.attempts;

import io.postern.reporter.database.Row;
import java.time.Instant;

/// One source's word of an attempt, with what is known about the client by now.
///
/// @param counted how many tries this adds to the statistics; 0 when another source told of the same
/// @param origin where the source had it from, to look the line up
/// @param reverseName null unless `reverseStatus` is `ok`
public record AttemptRow(
        String id,
        Instant at,
        String host,
        String source,
        String service,
        String client,
        String account,
        String outcome,
        int attempts,
        int counted,
        String mechanism,
        String session,
        String origin,
        String reverseName,
        String reverseStatus,
        String country,
        Long asn,
        String organisation) {

    public static final String SELECT = """
            select a.id, a.at, a.host, a.source, a.service, host(a.client) as client, a.account, a.outcome,
                   a.attempts, a.counted, a.mechanism, a.session, a.origin,
                   c.reverse_name, c.reverse_status, c.country, c.asn, c.organisation
            from report.attempt a left join report.client c on c.address = a.client
            """;

    public static AttemptRow of(Row row) {
        return new AttemptRow(
                row.text("id"),
                row.time("at"),
                row.text("host"),
                row.text("source"),
                row.text("service"),
                row.text("client"),
                row.text("account"),
                row.text("outcome"),
                row.number("attempts").intValue(),
                row.number("counted").intValue(),
                row.text("mechanism"),
                row.text("session"),
                row.text("origin"),
                row.text("reverse_name"),
                row.text("reverse_status"),
                row.text("country"),
                row.number("asn"),
                row.text("organisation"));
    }
}
