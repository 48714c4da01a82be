package io.postern.reporter.status;

import io.postern.reporter.attempts.Outcomes;
import io.postern.reporter.database.Statements;
import io.postern.reporter.status.Status.Counts;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/// What the database holds, in numbers.
final class StatusQueries {

    private StatusQueries() {}

    static Map<TopicPartition, Long> positions(Statements statements) {
        return statements
                .list(
                        row -> Map.entry(
                                new TopicPartition(
                                        row.text("topic"),
                                        row.number("partition").intValue()),
                                row.number("next_offset")),
                        "select topic, partition, next_offset from report.position")
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Counts counts(long bansInForce, Statements statements) {
        return statements.one(
                row -> new Counts(
                        row.number("attempts"),
                        row.number("failed"),
                        row.number("tellings"),
                        row.number("clients"),
                        row.number("decisions"),
                        row.number("bans"),
                        bansInForce),
                """
                select coalesce(sum(counted), 0)::bigint as attempts,
                       coalesce(sum(counted) filter (where outcome = any ($1)), 0)::bigint as failed,
                       count(*) as tellings,
                       (select count(*) from report.client) as clients,
                       (select count(*) from report.decision) as decisions,
                       (select count(*) from report.ban) as bans
                from report.attempt""",
                (Object) Outcomes.failed());
    }
}
