package io.postern.reporter.bans;

import io.postern.reporter.database.Statements;
import java.time.Instant;
import java.util.List;

/// Questions about bans. States are as of a moment, so that the report of a past day says what was true then.
public final class BanQueries {

    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    /// As of `$1`: a ban lifted later is still in force. Bans decided at or after `$2` are not there yet; for the
    /// present that is never, since the clock of a mail host may be ahead.
    private static final String AS_OF = """
            with known as (
                select network::text as network, begins, until, rule, decision, reason, told,
                       case when lifted_at <= $1 then lifted_at end as lifted_at,
                       max(told) over (partition by network) as newest
                from report.ban
                where begins < $2
            ), ban as (
                select network, begins, until, rule, decision, reason, lifted_at,
                       case when lifted_at is not null then 'LIFTED'
                            when until <= $1 then 'EXPIRED'
                            when told < newest then 'REPLACED'
                            else 'IN_FORCE' end as state
                from known
            )
            """;

    private BanQueries() {}

    /// @param total how many there are, whatever the limit
    public record Page(List<BanRow> bans, long total) {}

    /// Newest first.
    public static Page inForce(Instant now, int limit, Statements statements) {
        return page(statements, limit, "where state = 'IN_FORCE'", now, EVER);
    }

    /// As of the end of a day that is over; newest first.
    public static Page inForceAt(Instant end, int limit, Statements statements) {
        return page(statements, limit, "where state = 'IN_FORCE'", end, end);
    }

    /// Newest first; those whose time is over too.
    public static Page all(Instant now, int limit, Statements statements) {
        return page(statements, limit, "", now, EVER);
    }

    /// Decided in a span of time; newest first.
    public static Page issued(Instant from, Instant to, Instant at, int limit, Statements statements) {
        return page(statements, limit, "where begins >= $3", at, to, from);
    }

    /// Of a network or of one around it, those in force first, then newest first.
    public static List<BanRow> of(String network, Instant now, int limit, Statements statements) {
        return statements.list(BanRow::of, AS_OF + """
                        select * from ban where network::cidr >>= $3::text::cidr
                        order by case when state = 'IN_FORCE' then 0 else 1 end, begins desc limit\s""" + limit, now, EVER, network);
    }

    public record Ends(long lifted, long expired) {}

    /// How many bans came to an end in a span of time, and how.
    public static Ends ended(Instant from, Instant to, Statements statements) {
        return statements.one(row -> new Ends(row.number("lifted"), row.number("expired")), """
                select count(*) filter (where lifted_at >= $1 and lifted_at < $2) as lifted,
                       count(*) filter (where lifted_at is null and until >= $1 and until < $2) as expired
                from report.ban""", from, to);
    }

    private static Page page(Statements statements, int limit, String where, Instant... times) {
        List<BanRow> bans = statements.list(
                BanRow::of,
                AS_OF + "select * from ban " + where + " order by begins desc, network limit " + limit,
                (Object[]) times);
        long total = statements.one(
                row -> row.number("total"), AS_OF + "select count(*) as total from ban " + where, (Object[]) times);
        return new Page(bans, total);
    }
}
