package io.postern.reporter.digest;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// One hour of the day as a bar.
///
/// @param label the hour's beginning, `HH:mm`
/// @param failedPercent of the highest hour's failed and succeeded attempts together; so is the other
public record HourBar(String label, long failed, long succeeded, int failedPercent, int succeededPercent) {

    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("HH:mm");

    public static List<HourBar> of(Digest digest) {
        ZoneId zone = ZoneId.of(digest.zone());
        long highest = digest.hours().stream()
                .mapToLong(hour -> hour.failed() + hour.succeeded())
                .max()
                .orElse(0);
        return digest.hours().stream()
                .map(hour -> new HourBar(
                        LABEL.format(hour.from().atZone(zone)),
                        hour.failed(),
                        hour.succeeded(),
                        percent(hour.failed(), highest),
                        percent(hour.succeeded(), highest)))
                .toList();
    }

    /// At least 1 for anything at all, so that it is seen.
    private static int percent(long part, long whole) {
        return part == 0 ? 0 : (int) Math.max(1, part * 100 / whole);
    }

    public int restPercent() {
        return Math.max(0, 100 - failedPercent - succeededPercent);
    }

    /// Where the failed part begins, from above: it stands on the succeeded part.
    public int failedTop() {
        return restPercent();
    }

    /// Where the succeeded part begins, from above.
    public int succeededTop() {
        return 100 - succeededPercent;
    }

    public boolean isQuiet() {
        return failed == 0 && succeeded == 0;
    }
}
