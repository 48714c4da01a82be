package io.postern.reporter.overview;

import io.postern.reporter.bans.BanQueries;
import io.postern.reporter.bans.BanRow;
import io.postern.reporter.digest.Digest;
import io.postern.reporter.digest.HourBar;
import io.postern.reporter.digest.Shown;
import io.postern.reporter.status.HostState;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What the page shows, every text made harmless and in the words of the digest.
///
/// @param pipeline how the pipeline is, in words
/// @param trouble whether the pipeline needs a human
public record Overview(
        String date,
        String zone,
        String until,
        String verdict,
        String pipeline,
        boolean trouble,
        List<Number> numbers,
        List<Login> toCheck,
        List<Client> clients,
        List<Account> accounts,
        List<Ban> bans,
        long bansInForce,
        List<Host> hosts,
        List<HourBar> hours,
        String busiest) {

    /// One figure and what it is.
    public record Number(String name, String value) {}

    public record Login(String account, String client, String failures, String at) {}

    public record Client(String client, String account, String reverse, String country, String failed) {}

    public record Account(String account, String failed, String clients) {}

    public record Ban(String network, String until, String reason) {}

    /// @param trouble whether somebody should look at it
    public record Host(String host, String state, boolean trouble, String lastReport, String behind, String unparsed) {}

    static Overview of(Digest digest, BanQueries.Page bans, String pipeline, boolean trouble) {
        List<HourBar> hours = HourBar.of(digest);
        return new Overview(
                Shown.date(digest),
                digest.zone(),
                Shown.time(digest.generated(), digest),
                digest.verdict(),
                pipeline,
                trouble,
                numbers(digest.totals(), bans.total()),
                digest.toCheck().stream()
                        .map(each -> new Login(
                                Shown.account(each.account()),
                                each.client(),
                                number(each.failuresBefore()),
                                Shown.time(each.at(), digest)))
                        .toList(),
                digest.topCombinations().stream()
                        .map(each -> new Client(
                                each.client(),
                                Shown.account(each.account()),
                                Shown.reverse(each.reverseName(), each.reverseStatus()),
                                Shown.country(each.country()),
                                number(each.failed())))
                        .toList(),
                digest.topAccounts().stream()
                        .map(each -> new Account(
                                Shown.account(each.account()), number(each.failed()), number(each.clients())))
                        .toList(),
                bans.bans().stream().map(ban -> ban(ban, digest)).toList(),
                bans.total(),
                digest.hosts().stream().map(host -> host(host, digest)).toList(),
                hours,
                busiest(hours));
    }

    private static List<Number> numbers(Digest.Totals totals, long bansInForce) {
        return List.of(
                new Number("Attempts", number(totals.attempts())),
                new Number("Failed", number(totals.failed())),
                new Number("Succeeded", number(totals.succeeded())),
                new Number("Temporary failures", number(totals.temporaryFailures())),
                new Number("Clients", number(totals.clients())),
                new Number("Accounts", number(totals.accounts())),
                new Number("Bans in force", number(bansInForce)));
    }

    private static Ban ban(BanRow ban, Digest digest) {
        return new Ban(Shown.banned(ban.network()), Shown.time(ban.until(), digest), Shown.reason(ban.reason()));
    }

    private static Host host(HostState host, Digest digest) {
        String state = Shown.state(host);
        return new Host(
                Shown.host(host.host()),
                state,
                !state.equals(Shown.REPORTING),
                Shown.time(host.lastReport(), digest),
                Shown.bytes(host.lagBytes()),
                number(host.unparsed()));
    }

    /// The chart in one sentence.
    private static String busiest(List<HourBar> hours) {
        return hours.stream()
                .filter(hour -> !hour.isQuiet())
                .max(Comparator.comparingLong(hour -> hour.failed() + hour.succeeded()))
                .map(hour -> "The busiest hour began at %s: %,d failed, %,d succeeded."
                        .formatted(hour.label(), hour.failed(), hour.succeeded()))
                .orElse("No attempt was seen today.");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
