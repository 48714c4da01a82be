package io.postern.reporter.digest;

import io.postern.reporter.bans.BanRow;
import io.postern.reporter.status.HostState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// One day. Attempts are counted once however many sources told of them; "failed" means wrong credentials.
///
/// @param zone where the day begins at midnight
/// @param over whether the day was over when this was generated
/// @param verdict the day in one sentence
/// @param toCheck successful logins after failures, the most failures first
/// @param unparsed lines that look like logins and could not be read, since each host's collector started
public record Digest(
        LocalDate date,
        String zone,
        Instant generated,
        boolean over,
        String verdict,
        Totals totals,
        List<LoginAfterFailures> toCheck,
        List<Combination> topCombinations,
        List<AccountCount> topAccounts,
        List<CountryCount> topCountries,
        List<NetworkCount> topNetworks,
        List<HostCount> topHosts,
        List<ReverseFailure> reverseFailures,
        Bans bans,
        List<HostState> hosts,
        long unparsed,
        List<Hour> hours) {

    /// @param refused disabled accounts, expired passwords, refused by policy: the password was not the reason
    public record Totals(
            long attempts,
            long failed,
            long succeeded,
            long temporaryFailures,
            long refused,
            long clients,
            long accounts) {}

    /// A success that a client had after it had failed often on the same day.
    ///
    /// @param at its first success after them
    public record LoginAfterFailures(
            String account, String client, String reverseName, String country, long failuresBefore, Instant at) {}

    /// @param account null when no source told it
    public record Combination(
            String client, String account, String reverseName, String reverseStatus, String country, long failed) {}

    /// @param clients from how many addresses
    public record AccountCount(String account, long failed, long clients) {}

    /// @param country null for those whose country is not known
    public record CountryCount(String country, long failed, long clients) {}

    /// @param asn null for those whose network is not known
    public record NetworkCount(Long asn, String organisation, long failed, long clients) {}

    /// @param host the mail host that was tried
    public record HostCount(String host, long failed, long succeeded) {}

    /// @param status why there is no reverse name
    public record ReverseFailure(String status, long failed, long clients) {}

    /// @param list those decided on the day, newest first; cut off at some number
    public record Bans(
            long clientsBanned,
            long networksBanned,
            long issued,
            long inForce,
            long lifted,
            long expired,
            List<BanRow> list) {}

    /// @param from beginning of the hour
    public record Hour(Instant from, long failed, long succeeded, long temporaryFailures) {}
}
