package io.postern.collector.enforcing;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for something to come true on a host, and not for ever.
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Eventually() {}

    public static void holds(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LIMIT);
            }
            Thread.sleep(5);
        }
    }
}
