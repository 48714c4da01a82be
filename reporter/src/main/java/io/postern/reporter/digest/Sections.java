package io.postern.reporter.digest;

import io.postern.reporter.digest.Digest.Bans;
import io.postern.reporter.digest.Digest.Totals;
import java.util.ArrayList;
import java.util.List;

/// The digest's parts in the order in which people should read them: what needs them first.
final class Sections {

    private static final int BANS = 20;

    private Sections() {}

    static List<Section> of(Digest digest) {
        List<Section> sections = new ArrayList<>();
        if (!digest.toCheck().isEmpty()) {
            sections.add(toCheck(digest));
        }
        sections.add(totals(digest.totals()));
        sections.add(combinations(digest));
        sections.add(accounts(digest));
        sections.add(countries(digest));
        sections.add(networks(digest));
        sections.add(reverseFailures(digest));
        sections.add(bans(digest));
        sections.add(tried(digest));
        sections.add(hosts(digest));
        return sections;
    }

    private static Section toCheck(Digest digest) {
        var section = new Section.Builder(
                        "To check: logged in after failures",
                        "account",
                        "client",
                        "reverse name",
                        ">failed before",
                        "at")
                .alarming();
        digest.toCheck()
                .forEach(login -> section.row(
                        Shown.account(login.account()),
                        login.client(),
                        login.reverseName() == null ? "-" : Shown.reverse(login.reverseName(), null),
                        login.failuresBefore(),
                        Shown.time(login.at(), digest)));
        return section.build();
    }

    private static Section totals(Totals totals) {
        return new Section.Builder(
                        "Attempts",
                        ">all",
                        ">failed",
                        ">succeeded",
                        ">temporary failures",
                        ">refused",
                        ">clients",
                        ">accounts")
                .row(
                        totals.attempts(),
                        totals.failed(),
                        totals.succeeded(),
                        totals.temporaryFailures(),
                        totals.refused(),
                        totals.clients(),
                        totals.accounts())
                .build();
    }

    private static Section combinations(Digest digest) {
        var section = new Section.Builder("Who failed most", ">failed", "client", "account", "reverse name", "country");
        digest.topCombinations()
                .forEach(each -> section.row(
                        each.failed(),
                        each.client(),
                        Shown.account(each.account()),
                        Shown.reverse(each.reverseName(), each.reverseStatus()),
                        Shown.country(each.country())));
        return section.build();
    }

    private static Section accounts(Digest digest) {
        var section = new Section.Builder("Accounts tried most", ">failed", ">clients", "account");
        digest.topAccounts().forEach(each -> section.row(each.failed(), each.clients(), Shown.account(each.account())));
        return section.build();
    }

    private static Section countries(Digest digest) {
        var section = new Section.Builder("Countries", ">failed", ">clients", "country");
        digest.topCountries()
                .forEach(each -> section.row(each.failed(), each.clients(), Shown.country(each.country())));
        return section.build();
    }

    private static Section networks(Digest digest) {
        var section = new Section.Builder("Networks", ">failed", ">clients", "network");
        digest.topNetworks()
                .forEach(each ->
                        section.row(each.failed(), each.clients(), Shown.network(each.asn(), each.organisation())));
        return section.build();
    }

    private static Section reverseFailures(Digest digest) {
        var section = new Section.Builder("Failed attempts without a reverse name", ">failed", ">clients", "why");
        digest.reverseFailures()
                .forEach(each -> section.row(each.failed(), each.clients(), Shown.reverseStatus(each.status())));
        return section.build();
    }

    private static Section bans(Digest digest) {
        Bans bans = digest.bans();
        String numbers = "%,d issued, %,d in force, %,d lifted, %,d expired"
                .formatted(bans.issued(), bans.inForce(), bans.lifted(), bans.expired());
        if (bans.list().isEmpty()) {
            return Section.noting("Bans", numbers + ".");
        }
        var section = new Section.Builder("Bans", "network", "from", "until", "state", "reason")
                .note(numbers + (bans.issued() > BANS ? "; the newest " + BANS + ":" : ":"));
        bans.list().stream()
                .limit(BANS)
                .forEach(ban -> section.row(
                        Shown.banned(ban.network()),
                        Shown.time(ban.from(), digest),
                        Shown.time(ban.until(), digest),
                        ban.state().words(),
                        Shown.reason(ban.reason())));
        return section.build();
    }

    private static Section tried(Digest digest) {
        var section = new Section.Builder("Mail hosts tried", ">failed", ">succeeded", "host");
        digest.topHosts().forEach(each -> section.row(each.failed(), each.succeeded(), Shown.host(each.host())));
        return section.build();
    }

    private static Section hosts(Digest digest) {
        var section = new Section.Builder("Mail hosts now", "host", "state", "last report", ">behind", ">unparsed")
                .note("%,d lines looked like logins and could not be read, since the collectors started."
                        .formatted(digest.unparsed()));
        digest.hosts()
                .forEach(host -> section.row(
                        Shown.host(host.host()),
                        Shown.state(host),
                        Shown.time(host.lastReport(), digest),
                        Shown.bytes(host.lagBytes()),
                        host.unparsed()));
        return section.build();
    }
}
