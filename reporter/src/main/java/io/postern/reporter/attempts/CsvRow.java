package io.postern.reporter.attempts;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// A failed attempt in MailLogSentinel's nine columns, so that what reads its file can read ours.
final class CsvRow {

    static final List<String> HEADER =
            List.of("server", "date", "ip", "user", "hostname", "reverse_dns_status", "country_code", "asn", "aso");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");

    private CsvRow() {}

    static List<String> of(AttemptRow row, ZoneId zone) {
        return List.of(
                guarded(row.host()),
                DATE.format(row.at().atZone(zone)),
                row.client(),
                row.account() == null ? "" : guarded(row.account()),
                row.reverseName() == null ? "null" : guarded(row.reverseName()),
                reverseStatus(row.reverseStatus()),
                row.country() == null ? "N/A" : guarded(row.country()),
                row.asn() == null ? "N/A" : row.asn().toString(),
                row.organisation() == null ? "N/A" : guarded(row.organisation()));
    }

    /// Its words are the resolver's of the C library: 1 no such host, 2 try again, 3 refused, 4 no such record.
    private static String reverseStatus(String status) {
        return switch (status == null ? "pending" : status) {
            case "ok" -> "OK";
            case "nxdomain" -> "ERRNO 1";
            case "servfail" -> "ERRNO 2";
            case "refused" -> "ERRNO 3";
            case "no_ptr" -> "ERRNO 4";
            case "timeout" -> "Timeout";
            case "pending" -> "Failed (Pending)";
            case "not_asked" -> "Failed (Not asked)";
            default -> "Failed (Unknown)";
        };
    }

    /// A spreadsheet takes a cell for a formula by its first character; an apostrophe before it makes it text.
    static String guarded(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
