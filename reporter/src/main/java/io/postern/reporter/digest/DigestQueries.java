package io.postern.reporter.digest;

import io.postern.reporter.Day;
import io.postern.reporter.attempts.Outcomes;
import io.postern.reporter.bans.BanQueries;
import io.postern.reporter.database.Statements;
import io.postern.reporter.digest.Digest.AccountCount;
import io.postern.reporter.digest.Digest.Bans;
import io.postern.reporter.digest.Digest.Combination;
import io.postern.reporter.digest.Digest.CountryCount;
import io.postern.reporter.digest.Digest.HostCount;
import io.postern.reporter.digest.Digest.Hour;
import io.postern.reporter.digest.Digest.LoginAfterFailures;
import io.postern.reporter.digest.Digest.NetworkCount;
import io.postern.reporter.digest.Digest.ReverseFailure;
import io.postern.reporter.digest.Digest.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the digest asks of one day. Every count is a sum of `counted`, so that no try is told twice.
final class DigestQueries {

    private static final int BANS = 50;

    /// `$1` to `$2` is the day, `$3` the outcomes that count as failed. Summed up by client before anything is joined:
    /// there are far fewer clients than attempts.
    private static final String FAILED_BY_CLIENT = """
            with failing as (
                select client, sum(counted) as failed
                from report.attempt
                where at >= $1 and at < $2 and counted > 0 and outcome = any ($3)
                group by client
            )
            """;

    private static final String SUMS = " sum(f.failed)::bigint as failed, count(*) as clients"
            + " from failing f left join report.client c on c.address = f.client ";

    private static final String TOTALS = """
            select coalesce(sum(counted), 0)::bigint as attempts,
                   coalesce(sum(counted) filter (where outcome = any ($3)), 0)::bigint as failed,
                   coalesce(sum(counted) filter (where outcome = $4), 0)::bigint as succeeded,
                   coalesce(sum(counted) filter (where outcome = $5), 0)::bigint as temporary,
                   count(distinct client) as clients,
                   count(distinct account) as accounts
            from report.attempt
            where at >= $1 and at < $2 and counted > 0""";

    private static final String AFTER_FAILURES = """
            with winner as (
                select distinct client from report.attempt
                where at >= $1 and at < $2 and counted > 0 and outcome = $4
            ), told as (
                select client, account, at, outcome,
                       sum(case when outcome = any ($3) then counted else 0 end)
                           over (partition by client order by at, id rows unbounded preceding) as failures
                from report.attempt join winner using (client)
                where at >= $1 and at < $2 and counted > 0
            ), success as (
                select client, account, min(at) as at, min(failures)::bigint as failures
                from told where outcome = $4 and failures >= $5
                group by client, account
            )
            select s.account, host(s.client) as client, c.reverse_name, c.country, s.failures, s.at,
                   count(*) over () as total, (select count(distinct account) from success) as accounts
            from success s left join report.client c on c.address = s.client
            order by s.failures desc, s.at, s.account limit 20""";

    private static final String COMBINATIONS = """
            with top as (
                select client, account, sum(counted) as failed
                from report.attempt
                where at >= $1 and at < $2 and counted > 0 and outcome = any ($3)
                group by client, account
                order by failed desc, client, account limit 10
            )
            select host(t.client) as client, t.account, t.failed, c.reverse_name, c.country,
                   coalesce(c.reverse_status, 'pending') as reverse_status
            from top t left join report.client c on c.address = t.client
            order by t.failed desc, t.client, t.account""";

    private static final String ACCOUNTS = """
            select account, sum(counted) as failed, count(distinct client) as clients
            from report.attempt
            where at >= $1 and at < $2 and counted > 0 and outcome = any ($3) and account is not null
            group by account order by failed desc, account limit 10""";

    private static final String COUNTRIES = FAILED_BY_CLIENT + "select c.country," + SUMS
            + "group by c.country order by failed desc, c.country limit 10";

    private static final String NETWORKS = FAILED_BY_CLIENT + "select c.asn, max(c.organisation) as organisation,"
            + SUMS + "group by c.asn order by failed desc, c.asn limit 10";

    private static final String REVERSE_FAILURES = FAILED_BY_CLIENT
            + "select coalesce(c.reverse_status, 'pending') as status," + SUMS
            + "where coalesce(c.reverse_status, 'pending') <> 'ok' group by 1 order by failed desc, 1";

    private static final String HOSTS = """
            select host, coalesce(sum(counted) filter (where outcome = any ($3)), 0)::bigint as failed,
                   coalesce(sum(counted) filter (where outcome = $4), 0)::bigint as succeeded
            from report.attempt
            where at >= $1 and at < $2 and counted > 0
            group by host order by failed desc, host limit 20""";

    private static final String HOURS = """
            select floor(extract(epoch from at - $1::timestamptz) / 3600)::int as hour,
                   coalesce(sum(counted) filter (where outcome = any ($3)), 0)::bigint as failed,
                   coalesce(sum(counted) filter (where outcome = $4), 0)::bigint as succeeded,
                   coalesce(sum(counted) filter (where outcome = $5), 0)::bigint as temporary
            from report.attempt
            where at >= $1 and at < $2 and counted > 0
            group by 1""";

    private static final String BANNED = """
            select count(*) as issued,
                   count(distinct network) filter (where masklen(network) = case family(network) when 4 then 32 else 128 end)
                       as clients,
                   count(distinct network) filter (where masklen(network) < case family(network) when 4 then 32 else 128 end)
                       as networks
            from report.ban where begins >= $1 and begins < $2""";

    private final Statements statements;
    private final Instant from;
    private final Instant to;

    DigestQueries(Day day, Statements statements) {
        this.statements = statements;
        this.from = day.from();
        this.to = day.to();
    }

    Totals totals() {
        return statements.one(
                row -> {
                    long attempts = row.number("attempts");
                    long failed = row.number("failed");
                    long succeeded = row.number("succeeded");
                    long temporary = row.number("temporary");
                    long refused = attempts - failed - succeeded - temporary;
                    return new Totals(
                            attempts,
                            failed,
                            succeeded,
                            temporary,
                            refused,
                            row.number("clients"),
                            row.number("accounts"));
                },
                TOTALS,
                from,
                to,
                Outcomes.failed(),
                Outcomes.SUCCEEDED,
                Outcomes.TEMPORARY);
    }

    /// @param accounts how many there are, however long the list
    record AfterFailures(List<LoginAfterFailures> list, long accounts) {}

    AfterFailures loginsAfter(int failures) {
        List<Long> accounts = new ArrayList<>();
        List<LoginAfterFailures> list = statements.list(
                row -> {
                    accounts.add(row.number("accounts"));
                    return new LoginAfterFailures(
                            row.text("account"),
                            row.text("client"),
                            row.text("reverse_name"),
                            row.text("country"),
                            row.number("failures"),
                            row.time("at"));
                },
                AFTER_FAILURES,
                from,
                to,
                Outcomes.failed(),
                Outcomes.SUCCEEDED,
                failures);
        return new AfterFailures(list, accounts.isEmpty() ? 0 : accounts.getFirst());
    }

    List<Combination> combinations() {
        return statements.list(
                row -> new Combination(
                        row.text("client"),
                        row.text("account"),
                        row.text("reverse_name"),
                        row.text("reverse_status"),
                        row.text("country"),
                        row.number("failed")),
                COMBINATIONS,
                from,
                to,
                Outcomes.failed());
    }

    List<AccountCount> accounts() {
        return statements.list(
                row -> new AccountCount(row.text("account"), row.number("failed"), row.number("clients")),
                ACCOUNTS,
                from,
                to,
                Outcomes.failed());
    }

    List<CountryCount> countries() {
        return statements.list(
                row -> new CountryCount(row.text("country"), row.number("failed"), row.number("clients")),
                COUNTRIES,
                from,
                to,
                Outcomes.failed());
    }

    List<NetworkCount> networks() {
        return statements.list(
                row -> new NetworkCount(
                        row.number("asn"), row.text("organisation"), row.number("failed"), row.number("clients")),
                NETWORKS,
                from,
                to,
                Outcomes.failed());
    }

    List<ReverseFailure> reverseFailures() {
        return statements.list(
                row -> new ReverseFailure(row.text("status"), row.number("failed"), row.number("clients")),
                REVERSE_FAILURES,
                from,
                to,
                Outcomes.failed());
    }

    List<HostCount> hosts() {
        return statements.list(
                row -> new HostCount(row.text("host"), row.number("failed"), row.number("succeeded")),
                HOSTS,
                from,
                to,
                Outcomes.failed(),
                Outcomes.SUCCEEDED);
    }

    /// Every hour of the day, the empty ones too.
    List<Hour> hours() {
        Map<Long, Hour> hours = new TreeMap<>();
        for (long i = 0; i < Duration.between(from, to).toHours(); i++) {
            hours.put(i, new Hour(from.plus(Duration.ofHours(i)), 0, 0, 0));
        }
        statements
                .list(
                        row -> Map.entry(
                                row.number("hour"),
                                new Hour(
                                        from.plus(Duration.ofHours(row.number("hour"))),
                                        row.number("failed"),
                                        row.number("succeeded"),
                                        row.number("temporary"))),
                        HOURS,
                        from,
                        to,
                        Outcomes.failed(),
                        Outcomes.SUCCEEDED,
                        Outcomes.TEMPORARY)
                .forEach(hour -> hours.put(hour.getKey(), hour.getValue()));
        return List.copyOf(hours.values());
    }

    /// @param now states are as of now or, of a day that is over, as of its end
    Bans bans(Instant now) {
        boolean over = !now.isBefore(to);
        var issued = BanQueries.issued(from, to, over ? to : now, BANS, statements);
        var inForce = over ? BanQueries.inForceAt(to, 1, statements) : BanQueries.inForce(now, 1, statements);
        var ended = BanQueries.ended(from, over ? to : now, statements);
        return statements.one(
                row -> new Bans(
                        row.number("clients"),
                        row.number("networks"),
                        row.number("issued"),
                        inForce.total(),
                        ended.lifted(),
                        ended.expired(),
                        issued.bans()),
                BANNED,
                from,
                to);
    }
}
