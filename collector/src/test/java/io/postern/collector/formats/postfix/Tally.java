package io.postern.collector.formats.postfix;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A row of pflogsumm's tables.
final class Tally {

    long count;
    long bytes;
    long deferrals;
    double delays;
    double longest;

    void delivered(long size, double delay) {
        count++;
        bytes += size;
        delays += delay;
        longest = Math.max(longest, delay);
    }

    void deferred(double delay) {
        deferrals++;
        longest = Math.max(longest, delay);
    }

    void received(long size) {
        count++;
        bytes += size;
    }

    String deliveries() {
        return "%d %d %d %s %s"
                .formatted(count, bytes, deferrals, time(count == 0 ? 0 : delays / count), time(longest));
    }

    private static String time(double seconds) {
        if (seconds > 3600) {
            return rounded(seconds / 3600) + " h";
        }
        return seconds > 60 ? rounded(seconds / 60) + " m" : rounded(seconds) + " s";
    }

    /// As C's printf rounds: the binary number, not the shortest decimal one for it.
    private static String rounded(double number) {
        return new BigDecimal(number).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
}
