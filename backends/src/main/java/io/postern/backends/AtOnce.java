package io.postern.backends;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The same step for several things that do not depend on each other.
public final class AtOnce {

    @FunctionalInterface
    public interface Step<T> {
        void on(T one) throws IOException, InterruptedException;
    }

    private AtOnce() {}

    /// Waits for all of them, then throws what the first to fail threw.
    public static <T> void each(Collection<T> all, Step<T> step) {
        List<Future<?>> steps = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T one : all) {
                steps.add(threads.submit(() -> {
                    step.on(one);
                    return null;
                }));
            }
        }
        for (Future<?> done : steps) {
            if (done.state() == Future.State.FAILED) {
                throw done.exceptionNow() instanceof ComponentFailedException clear
                        ? clear
                        : new ComponentFailedException(done.exceptionNow().toString(), done.exceptionNow());
            }
        }
    }
}
