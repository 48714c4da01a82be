package io.postern.auth.policy;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Lets one message through in a while and counts the others, where each request could cause one.
final class FloodGate {

    private final long spacingNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final LongAdder held = new LongAdder();

    FloodGate(Duration spacing, LongSupplier nanoTime) {
        this.spacingNanos = spacing.toNanos();
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /// @return how many were held back before this one may pass; empty when this one is held back too
    OptionalLong pass() {
        long due = next.get();
        long now = nanoTime.getAsLong();
        if (now - due < 0 || !next.compareAndSet(due, now + spacingNanos)) {
            held.increment();
            return OptionalLong.empty();
        }
        return OptionalLong.of(held.sumThenReset());
    }
}
