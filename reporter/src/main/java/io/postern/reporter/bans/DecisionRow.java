package io.postern.reporter.bans;

import io.postern.reporter.database.Row;
import java.time.Instant;
import java.util.List;

/// A decision with its evidence.
public record DecisionRow(
        String id,
        Instant at,
        String subject,
        String rule,
        String effect,
        Instant until,
        String exemption,
        Evidence evidence) {

    /// @param withinSeconds the rule's window
    public record Evidence(
            int count,
            int limit,
            long withinSeconds,
            Instant first,
            Instant last,
            List<String> attempts,
            List<String> accounts,
            List<String> hosts) {}

    static DecisionRow of(Row row) {
        return new DecisionRow(
                row.text("id"),
                row.time("at"),
                row.text("subject"),
                row.text("rule"),
                row.text("effect"),
                row.time("until"),
                row.text("exemption"),
                new Evidence(
                        row.number("count").intValue(),
                        row.number("count_limit").intValue(),
                        row.number("within_seconds"),
                        row.time("first_at"),
                        row.time("last_at"),
                        row.texts("attempts"),
                        row.texts("accounts"),
                        row.texts("hosts")));
    }
}
