package io.postern.policy.counting;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When an attempt counts as having happened: by the mail host's clock, but never after the broker took it in, so that
/// a host whose clock is ahead moves nobody's window.
///
/// @param at in milliseconds
/// @param ahead how far the host's clock is ahead at least; zero when it is not, or so little that only jitter shows
public record EventTime(Instant at, Duration ahead) {

    private static final Duration JITTER = Duration.ofSeconds(2);

    public static EventTime of(Instant stamped, Instant appended) {
        if (!stamped.isAfter(appended)) {
            return new EventTime(stamped.truncatedTo(ChronoUnit.MILLIS), Duration.ZERO);
        }
        Duration ahead = Duration.between(appended, stamped);
        return new EventTime(appended, ahead.compareTo(JITTER) > 0 ? ahead : Duration.ZERO);
    }
}
