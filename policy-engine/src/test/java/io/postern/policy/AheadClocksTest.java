package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AheadClocksTest {

    @Test
    void eachHostIsToldOfOnceAnHour() {
        AheadClocks clocks = new AheadClocks();
        Duration ahead = Duration.ofMinutes(5);

        assertThat(clocks.seen("mx1", ahead, NOON)).isTrue();
        assertThat(clocks.seen("mx1", ahead, NOON.plusSeconds(3599))).isFalse();
        assertThat(clocks.seen("mx2", ahead, NOON.plusSeconds(3599))).isTrue();
        assertThat(clocks.seen("mx1", ahead, NOON.plusSeconds(3600))).isTrue();
    }
}
