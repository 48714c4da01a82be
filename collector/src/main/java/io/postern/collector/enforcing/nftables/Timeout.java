package io.postern.collector.enforcing.nftables;

import java.time.Duration;

/// How long an element stays: milliseconds, at least one, and a century at most, beyond which the kernel may refuse.
final class Timeout {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Timeout() {}

    /// As nft reads it, which takes numbers of eight digits at most.
    static String text(Duration left) {
        Duration whole = Duration.ofMillis(millis(left));
        return whole.toDays() + "d" + whole.toMillis() % Duration.ofDays(1).toMillis() + "ms";
    }

    static long millis(Duration left) {
        return left.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : Math.max(1, left.toMillis());
    }
}
