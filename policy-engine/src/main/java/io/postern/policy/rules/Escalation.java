package io.postern.policy.rules;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;

/// Longer each time, as fail2ban's bantime.increment.
///
/// @param factor each time so many times longer than the time before; 1 when there are multipliers
/// @param multipliers of the first, second, … time; the last one goes on; empty when there is a factor
/// @param most never longer, but for the spread
/// @param remember how long after the end of one the next is still a repetition
/// @param spread up to so much longer, so that those who were banned together do not come back together; null for none
public record Escalation(double factor, List<Integer> multipliers, Duration most, Duration remember, Duration spread) {

    /// Beyond it every factor has reached every cap.
    private static final int MOST_TIMES = 64;

    public Escalation {
        multipliers = List.copyOf(multipliers);
    }

    /// @param before how often already
    /// @param seed decides the spread, so that a replay comes to the same as the live run
    Duration of(Duration first, int before, String seed) {
        double times = multipliers.isEmpty()
                ? Math.pow(factor, Math.min(before, MOST_TIMES))
                : multipliers.get(Math.min(before, multipliers.size() - 1));
        long seconds = (long) Math.min(most.toSeconds(), first.toSeconds() * times);
        return Duration.ofSeconds(seconds + (spread == null ? 0 : share(seed, spread.toSeconds())));
    }

    private static long share(String seed, long most) {
        CRC32 hash = new CRC32();
        hash.update(seed.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % (most + 1);
    }
}
