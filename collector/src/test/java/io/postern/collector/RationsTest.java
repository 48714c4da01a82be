package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RationsTest {

    private static final Duration QUARTER = Duration.ofMillis(250);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Rations rations = new Rations(QUARTER);
    private long now = -SECOND.toNanos();

    @Test
    void whatIsWrittenAfterAQuietTimeIsLookedAtNearlyAtOnce() {
        assertThat(looksWithin(SECOND)).isEqualTo(200);
    }

    @Test
    void whatIsWrittenAllTheTimeIsLookedAtSeldom() {
        looksWithin(SECOND.multipliedBy(5));

        assertThat(looksWithin(SECOND.multipliedBy(10))).isBetween(39, 41);
    }

    @Test
    void whatIsWrittenNowAndThenIsLookedAtNearlyAtOnceForAMinute() {
        for (int i = 0; i < 300; i++) {
            assertThat(rations.untilNext(now)).isEqualTo(Duration.ofMillis(5));
            now += Duration.ofMillis(200).toNanos();
        }
    }

    @Test
    void aQuietMinuteIsAsGoodAsAnHour() {
        looksWithin(SECOND.multipliedBy(5));
        now += SECOND.multipliedBy(3600).toNanos();

        assertThat(looksWithin(SECOND.multipliedBy(5))).isBetween(259, 262);
    }

    /// Something is written at any time.
    private int looksWithin(Duration time) {
        int looks = 0;
        for (long end = now + time.toNanos(); now < end; looks++) {
            now += rations.untilNext(now).toNanos();
        }
        return looks;
    }
}
