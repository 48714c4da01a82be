package io.postern.collector.following;

import java.util.concurrent.atomic.AtomicLong;

/// What was read of one source since the process started. Written by one thread, read by any.
public final class SourceCounters {

    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong position = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private volatile String problem;

    /// Lines that were taken, a line read again after trouble included.
    public long lines() {
        return lines.get();
    }

    /// Lines longer than the bound, of which only the beginning was read.
    public long cut() {
        return cut.get();
    }

    /// Bytes of the current file that are safe.
    public long position() {
        return position.get();
    }

    /// Bytes written but not safe, rotated files included.
    public long lag() {
        return lag.get();
    }

    /// Lines that could not be kept, because the spool was full.
    public long dropped() {
        return dropped.get();
    }

    /// Rotated files of which only a part could be read.
    public long damagedFiles() {
        return damaged.get();
    }

    /// Why the source cannot be read at present; null when all is well.
    public String problem() {
        return problem;
    }

    public void line(boolean wasCut) {
        lines.incrementAndGet();
        if (wasCut) {
            cut.incrementAndGet();
        }
    }

    void damaged() {
        damaged.incrementAndGet();
    }

    public void reached(long safe, long behind) {
        position.set(safe);
        lag.set(behind);
    }

    /// So many in all.
    public void dropped(long lines) {
        dropped.set(lines);
    }

    public void problem(String why) {
        problem = why;
    }
}
