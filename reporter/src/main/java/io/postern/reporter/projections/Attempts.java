package io.postern.reporter.projections;

import io.postern.events.AttemptObserved;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.reporter.database.Row;
import io.postern.reporter.database.Statements;
import io.postern.reporter.projections.SameTry.Telling;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Attempts into `report.attempt`: each telling once, and each try counted once.
final class Attempts {

    private record NewRow(String id, String login, AttemptObserved attempt) {}

    private static final String KNOWN = """
            select distinct a.id, a.source, a.service, host(a.client) as client, a.account, a.at, a.login
            from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as near (client, earliest, latest)
            join report.attempt a
              on a.client = near.client::inet and a.at between near.earliest and near.latest
            where a.session is null
            order by a.at, a.id""";

    private static final String INSERT = """
            insert into report.attempt (id, at, host, source, service, client, account, outcome, attempts, counted,
                                        mechanism, session, origin, login)
            select id, at, host, source, service, client::inet, account, outcome, attempts, attempts,
                   mechanism, session, origin, login
            from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::text[], $9::int[], $10::text[], $11::text[], $12::text[], $13::text[])
              as new (id, at, host, source, service, client, account, outcome, attempts, mechanism, session, origin,
                      login)
            on conflict (id) do nothing""";

    /// Of the sources that tell of a login, the one that tells of the most tries counts; refusals and success are two
    /// things, because some sources tell of one only. Of equals: who knows that no password was judged (a temporary
    /// failure, a refusal by policy), then who knows the door and who the reason, then who tells them one by one,
    /// then the alphabet. What must change comes back.
    ///
    /// Lateral, so that the few logins lead to their few rows by index, whatever the planner knows of the table.
    private static final String MISCOUNTED = """
            with touched as (
                select distinct client::inet as client, login from unnest($1::text[], $2::text[]) as t (client, login)
            ), told as (
                select t.client, t.login, s.*, count(*) over (partition by t.client, t.login, s.success) as sources
                from touched t cross join lateral (
                    select a.source, a.outcome = 'succeeded' as success, sum(a.attempts) as tries,
                           count(*) as tellings,
                           count(*) filter (where a.outcome in ('temporary_failure', 'refused_by_policy')) as unjudged,
                           min(case a.service when 'other' then 0 when 'smtp' then 1 else 2 end) as door,
                           bool_and(a.outcome <> 'failed') as reason
                    from report.attempt a where a.client = t.client and a.login = t.login
                    group by a.source, a.outcome = 'succeeded') s
            ), best as (
                select distinct on (client, login, success) client, login, success, source
                from told where sources > 1
                order by client, login, success, tries desc, unjudged desc, door desc, reason desc, tellings desc,
                         source
            )
            select wrong.id, wrong.counted
            from best b cross join lateral (
                select a.id, case when a.source = b.source then a.attempts else 0 end as counted
                from report.attempt a
                where a.client = b.client and a.login = b.login and (a.outcome = 'succeeded') = b.success
                  and a.counted <> case when a.source = b.source then a.attempts else 0 end) wrong""";

    private static final String CORRECT = """
            update report.attempt a set counted = c.counted
            from unnest($1::text[], $2::int[]) as c (id, counted) where a.id = c.id""";

    private Attempts() {}

    static void project(List<AttemptObserved> told, Statements statements) {
        if (told.isEmpty()) {
            return;
        }
        Map<String, AttemptObserved> byId = LinkedHashMap.newLinkedHashMap(told.size());
        told.forEach(attempt -> byId.putIfAbsent(Stored.key(attempt.id()), attempt));
        SameTry sameTry = new SameTry(known(byId.values(), statements));
        List<NewRow> rows = byId.entrySet().stream()
                .map(entry ->
                        new NewRow(entry.getKey(), login(entry.getKey(), entry.getValue(), sameTry), entry.getValue()))
                .toList();
        insert(rows, statements);
        countOnce(rows, statements);
    }

    private record Correction(String id, int counted) {}

    private static void countOnce(List<NewRow> rows, Statements statements) {
        List<Correction> corrections = statements.list(
                row -> new Correction(row.text("id"), row.number("counted").intValue()),
                MISCOUNTED,
                new Columns<>(rows)
                        .with(String[]::new, row -> row.attempt.client().toString())
                        .with(String[]::new, NewRow::login)
                        .arrays());
        if (!corrections.isEmpty()) {
            statements.update(
                    CORRECT,
                    new Columns<>(corrections)
                            .with(String[]::new, Correction::id)
                            .with(Integer[]::new, Correction::counted)
                            .arrays());
        }
    }

    private static String login(String id, AttemptObserved a, SameTry sameTry) {
        return a.session() == null
                ? sameTry.loginOf(id, a.source(), a.service(), a.client().toString(), Stored.text(a.account()), a.at())
                : SameTry.loginOfSession(a.session());
    }

    /// What is stored of tries without a session close to the new ones.
    private static List<Telling> known(Collection<AttemptObserved> attempts, Statements statements) {
        List<AttemptObserved> sessionless =
                attempts.stream().filter(attempt -> attempt.session() == null).toList();
        if (sessionless.isEmpty()) {
            return List.of();
        }
        return statements.list(
                Attempts::telling,
                KNOWN,
                new Columns<>(sessionless)
                        .with(String[]::new, attempt -> attempt.client().toString())
                        .with(Instant[]::new, attempt -> attempt.at().minus(SameTry.NEAR))
                        .with(Instant[]::new, attempt -> attempt.at().plus(SameTry.NEAR))
                        .arrays());
    }

    private static Telling telling(Row row) {
        return new Telling(
                row.text("id"),
                Source.valueOf(row.text("source").toUpperCase(Locale.ROOT)),
                Service.valueOf(row.text("service").toUpperCase(Locale.ROOT)),
                row.text("client"),
                row.text("account"),
                row.time("at"),
                row.text("login"));
    }

    private static void insert(List<NewRow> rows, Statements statements) {
        statements.update(
                INSERT,
                new Columns<>(rows)
                        .with(String[]::new, NewRow::id)
                        .with(Instant[]::new, row -> row.attempt.at())
                        .with(String[]::new, row -> Stored.text(row.attempt.host()))
                        .with(String[]::new, row -> row.attempt.source().wire())
                        .with(String[]::new, row -> row.attempt.service().wire())
                        .with(String[]::new, row -> row.attempt.client().toString())
                        .with(String[]::new, row -> Stored.text(row.attempt.account()))
                        .with(String[]::new, row -> row.attempt.outcome().wire())
                        .with(Integer[]::new, row -> row.attempt.attempts())
                        .with(String[]::new, row -> Stored.text(row.attempt.mechanism()))
                        .with(String[]::new, row -> Stored.text(row.attempt.session()))
                        .with(String[]::new, row -> Stored.text(row.attempt.origin()))
                        .with(String[]::new, NewRow::login)
                        .arrays());
    }
}
