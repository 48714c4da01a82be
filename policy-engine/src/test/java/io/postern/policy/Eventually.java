package io.postern.policy;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for what happens elsewhere.
final class Eventually {

    private static final Duration POLL = Duration.ofMillis(50);

    private Eventually() {}

    static void within(Duration patience, String what, Callable<Boolean> reached) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reached.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            Thread.sleep(POLL);
        }
    }
}
