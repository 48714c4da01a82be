package io.postern.reporter.bans;

import io.postern.events.Network;
import io.postern.reporter.attempts.AttemptRow;
import io.postern.reporter.database.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts together what is known of one subject.
final class WhyQueries {

    private static final int SHOWN = 20;

    private static final String STANDING = """
            select list, entry, begins, until, author, reason from report.list_entry
            where list in ('allow', 'pardon') and entry::cidr >>= $1::text::cidr
              and begins <= $2 and (until is null or until > $2)
            order by begins desc limit 20""";

    private static final String ENFORCED = """
            select distinct on (host, network, enforcer) host, network::text as network, enforcer, kind, at, words
            from report.enforcement where network >>= $1::text::cidr
            order by host, network, enforcer, at desc limit 200""";

    /// Every subject that is about the address, or its network, or the name.
    private static final String DECISIONS = """
            select * from report.decision
            where subject = any ($1) or ($2::text is not null and subject like $2 escape '!')
            order by at desc, id desc limit 20""";

    private WhyQueries() {}

    static Why ofNetwork(Network network, Instant now, Statements statements) {
        List<BanRow> bans = BanQueries.of(network.toString(), now, SHOWN, statements);
        String client = network.base().toString();
        List<String> subjects = new ArrayList<>(List.of("network:" + network));
        if (network.isSingle()) {
            subjects.add("client:" + client);
        }
        List<DecisionRow> decisions = statements.list(
                DecisionRow::of,
                DECISIONS,
                subjects.toArray(String[]::new),
                network.isSingle() ? "login:" + client + "/%" : null);
        List<Why.Standing> standing = statements.list(Why.Standing::of, STANDING, network.toString(), now);
        List<AttemptRow> attempts = attempts(decisions, "a.client <<= $2::text::inet", network.toString(), statements);
        List<Why.Enforced> enforced = statements.list(Why.Enforced::of, ENFORCED, network.toString());
        Optional<BanRow> ban = bans.stream()
                .filter(row -> row.state() == BanRow.State.IN_FORCE)
                .findFirst();
        Optional<Why.Standing> allowed =
                standing.stream().filter(word -> word.list().equals("allow")).findFirst();
        String subject = network.isSingle() ? "client:" + client : "network:" + network;
        if (ban.isPresent()) {
            BanRow row = ban.get();
            return new Why(
                    subject,
                    "banned",
                    row.rule(),
                    row.until(),
                    bans,
                    decisions,
                    attempts,
                    standing,
                    enforced,
                    "postern unban " + row.network());
        }
        if (allowed.isPresent()) {
            Why.Standing word = allowed.get();
            return new Why(
                    subject,
                    "allowed",
                    word.author(),
                    word.until(),
                    bans,
                    decisions,
                    attempts,
                    standing,
                    enforced,
                    "postern disallow " + word.entry());
        }
        return ofDecisions(subject, now, bans, decisions, attempts, standing, enforced);
    }

    static Why ofAccount(String account, Instant now, Statements statements) {
        String literal = account.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        List<DecisionRow> decisions =
                statements.list(DecisionRow::of, DECISIONS, new String[] {"account:" + account}, "login:%/" + literal);
        List<AttemptRow> attempts =
                attempts(decisions, "left(a.account, 200) = left($2, 200) and a.account = $2", account, statements);
        return ofDecisions("account:" + account, now, List.of(), decisions, attempts, List.of(), List.of());
    }

    private static Why ofDecisions(
            String subject,
            Instant now,
            List<BanRow> bans,
            List<DecisionRow> decisions,
            List<AttemptRow> attempts,
            List<Why.Standing> standing,
            List<Why.Enforced> enforced) {
        for (DecisionRow decision : decisions) {
            boolean holds = decision.until().isAfter(now);
            boolean felt =
                    decision.effect().equals("denied") || decision.effect().equals("delayed");
            if (holds && felt) {
                return new Why(
                        subject,
                        decision.effect(),
                        decision.rule(),
                        decision.until(),
                        bans,
                        decisions,
                        attempts,
                        standing,
                        enforced,
                        null);
            }
        }
        return new Why(subject, "nothing", null, null, bans, decisions, attempts, standing, enforced, null);
    }

    /// Those that the decisions name, and the newest.
    private static List<AttemptRow> attempts(
            List<DecisionRow> decisions, String newest, String value, Statements statements) {
        Set<String> ids = new LinkedHashSet<>();
        decisions.forEach(decision -> ids.addAll(decision.evidence().attempts()));
        return statements.list(
                AttemptRow::of,
                AttemptRow.SELECT + "where a.id = any ($1) or " + newest + " order by a.at desc, a.id desc limit "
                        + SHOWN,
                ids.toArray(String[]::new),
                value);
    }
}
