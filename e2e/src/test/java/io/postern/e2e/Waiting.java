package io.postern.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for something to come true, and not for ever.
final class Waiting {

    private static final int BETWEEN_LOOKS_MS = 20;

    private Waiting() {}

    /// @param what for the message when it does not come true
    static void until(Duration limit, String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            Thread.sleep(BETWEEN_LOOKS_MS);
        }
    }
}
