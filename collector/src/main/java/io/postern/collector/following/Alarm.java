package io.postern.collector.following;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Where the thread that reads waits between two looks: until something is written, or for a while. It spares looks and
/// is never relied on: what it misses is seen at the next look.
public sealed interface Alarm extends Closeable permits Alarm.Clock, Inotify {

    /// Wakes when something is written where the system tells of it, which is Linux.
    static Alarm open() {
        Alarm inotify = Inotify.orNull();
        return inotify == null ? new Clock() : inotify;
    }

    /// From now on wakes when one of them is written, or something in a directory. To be called before each look, so
    /// that nothing is written unseen between a look and the waiting.
    void watch(Collection<Path> paths);

    /// @return whether something was written, or somebody rang, before the time was over
    boolean await(Duration longest) throws InterruptedException;

    /// Wakes the one that waits, or will wait; for any thread.
    void ring();

    @Override
    void close();

    /// Knows of no files.
    final class Clock implements Alarm {

        private final Semaphore rings = new Semaphore(0);

        @Override
        public void watch(Collection<Path> paths) {}

        @Override
        public boolean await(Duration longest) throws InterruptedException {
            boolean rang = rings.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
            rings.drainPermits();
            return rang;
        }

        @Override
        public void ring() {
            rings.release();
        }

        @Override
        public void close() {}
    }
}
