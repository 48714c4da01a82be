package io.postern.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FloodGateTest {

    @Test
    void letsOneThroughAWhileAndCountsTheOthers() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may wrap
        FloodGate gate = new FloodGate(Duration.ofNanos(100), now::get);

        assertThat(gate.pass()).hasValue(0);
        assertThat(gate.pass()).isEmpty();
        now.addAndGet(99);
        assertThat(gate.pass()).isEmpty();
        now.addAndGet(1);
        assertThat(gate.pass()).hasValue(2);
        assertThat(gate.pass()).isEmpty();
    }
}
