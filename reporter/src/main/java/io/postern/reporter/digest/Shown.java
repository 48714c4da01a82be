package io.postern.reporter.digest;

import io.postern.reporter.hostile.HostileText;
import io.postern.reporter.status.HostState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Values in the words of the digest; the same in text and HTML.
public final class Shown {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

    /// All is well with the host.
    public static final String REPORTING = "reporting";

    private static final int ACCOUNT = 28;
    private static final int NAME = 24;

    private Shown() {}

    public static String account(String account) {
        return account == null ? "(not told)" : HostileText.defanged(account, ACCOUNT);
    }

    /// The reverse name or, in brackets, why there is none.
    public static String reverse(String name, String status) {
        return name == null
                ? "(" + reverseStatus(status) + ")"
                : HostileText.defanged(HostileText.ending(name, NAME), NAME);
    }

    public static String reverseStatus(String status) {
        return switch (status == null ? "" : status) {
            case "nxdomain" -> "no such name";
            case "no_ptr" -> "no PTR record";
            case "servfail" -> "server failure";
            case "refused" -> "refused";
            case "timeout" -> "timed out";
            case "pending" -> "under way";
            case "not_asked" -> "not asked";
            default -> "failed";
        };
    }

    public static String country(String code) {
        return code == null ? "unknown" : HostileText.shown(code, 12);
    }

    public static String network(Long asn, String organisation) {
        if (asn == null) {
            return "unknown";
        }
        return organisation == null ? "AS" + asn : "AS" + asn + " " + HostileText.defanged(organisation, NAME);
    }

    public static String host(String host) {
        return HostileText.shown(host, NAME);
    }

    /// Whether all is well with a mail host, in a word or two.
    public static String state(HostState host) {
        if (host.silent()) {
            return "silent";
        }
        return host.sources().stream().anyMatch(source -> source.error() != null) ? "cannot read a log" : REPORTING;
    }

    /// A single address without its prefix length.
    public static String banned(String network) {
        return network.replaceFirst("(?<=\\.\\d{1,3})/32$|(?<=:.{0,40})/128$", "");
    }

    public static String reason(String reason) {
        return HostileText.shown(reason, 56);
    }

    /// Hours and minutes, or the day as well when it is another one.
    public static String time(Instant time, Digest digest) {
        var local = time.atZone(ZoneId.of(digest.zone()));
        return (local.toLocalDate().equals(digest.date()) ? TIME : DAY_AND_TIME).format(local);
    }

    public static String date(Digest digest) {
        return DATE.format(digest.date());
    }

    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024
                ? "%.1f KiB".formatted(bytes / 1024.0)
                : "%.1f MiB".formatted(bytes / (1024.0 * 1024.0));
    }
}
