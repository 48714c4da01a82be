package io.postern.collector.following;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/// inotify(7). Each watch tells once and is then set anew, so that a log which is written all the time wakes nobody
/// more often than it is looked at. The JDK's own WatchService has no such watches, and only of whole directories:
/// it would wake for whatever else is written in `/var/log`.
final class Inotify implements Alarm {

    private static final Logger LOG = Logger.getLogger(Inotify.class);

    // linux/inotify.h
    private static final int MODIFY = 0x2;
    private static final int ATTRIB = 0x4; // a name less: removed, or another file put in its place
    private static final int MOVE_SELF = 0x800;
    private static final int ONESHOT = 0x80000000;
    private static final int EVENT_HEADER = 16;
    private static final int LENGTH_OF_NAME = 12;

    // poll(2): struct pollfd
    private static final short IN = 1;
    private static final int POLLFD = 8;
    private static final int EVENTS = 4;

    private static final int BUFFER = 8192;

    /// A path may get another file without a word of the old one.
    private static final int LOOKS_UNTIL_ALL_ARE_SET_ANEW = 100;

    private final LibC libc;
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment buffer = arena.allocate(BUFFER, Long.BYTES);
    private final MemorySegment polled = arena.allocate(2 * POLLFD, Long.BYTES);
    private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
    private final Map<Path, Integer> watched = new HashMap<>();
    private final int watching;
    private final int bell;
    private int looks;
    private boolean closed;

    private Inotify(LibC libc) {
        this.libc = libc;
        this.watching = libc.inotify();
        this.bell = libc.eventfd();
        polled.set(JAVA_INT, 0, watching);
        polled.set(JAVA_SHORT, EVENTS, IN);
        polled.set(JAVA_INT, POLLFD, bell);
        polled.set(JAVA_SHORT, POLLFD + EVENTS, IN);
    }

    /// Null where there is none, or no more of them.
    static Inotify orNull() {
        LibC libc = LibC.orNull();
        if (libc == null) {
            return null;
        }
        Inotify inotify = new Inotify(libc);
        if (inotify.watching < 0 || inotify.bell < 0) {
            LOG.warn(
                    "inotify is not to be had (fs.inotify.max_user_instances?): files are looked at from time to time");
            inotify.close();
            return null;
        }
        return inotify;
    }

    @Override
    public void watch(Collection<Path> paths) {
        if (++looks % LOOKS_UNTIL_ALL_ARE_SET_ANEW == 0) {
            watched.clear();
        }
        for (Path path : paths) {
            if (!watched.containsKey(path)) {
                int watch = libc.addWatch(watching, path.toString(), MODIFY | ATTRIB | MOVE_SELF | ONESHOT);
                if (watch >= 0) { // else there is no such file yet
                    watched.put(path, watch);
                }
            }
        }
    }

    @Override
    public boolean await(Duration longest) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (libc.poll(polled, 2, Math.toIntExact(longest.toMillis())) <= 0) {
            return false;
        }
        libc.read(bell, buffer, Long.BYTES);
        int length = libc.read(watching, buffer, BUFFER);
        for (int at = 0; at + EVENT_HEADER <= length; at += EVENT_HEADER + buffer.get(JAVA_INT, at + LENGTH_OF_NAME)) {
            watched.values().remove(buffer.get(JAVA_INT, at));
        }
        return true;
    }

    @Override
    public synchronized void ring() {
        if (!closed) {
            libc.write(bell, one, Long.BYTES);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            libc.close(watching);
            libc.close(bell);
        }
    }
}
