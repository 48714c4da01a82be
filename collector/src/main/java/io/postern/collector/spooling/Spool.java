package io.postern.collector.spooling;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Lines that arrived and are not yet safe in Kafka, on disk, oldest first, never more than a bound.
///
/// Any thread appends; one thread reads ([SpoolSource]) and removes what is safe. What an earlier process left is
/// read first and never written to again.
public final class Spool implements Closeable {

    /// One of the files.
    ///
    /// @param sealed nobody writes to it any more
    record Part(Path path, boolean sealed) {}

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int SEGMENTS = 16;
    private static final long LARGEST_SEGMENT = 8 << 20;
    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);
    private static final String FULL = "the spool is full";

    private final Path directory;
    private final long most;
    private final Object syncing = new Object();
    private final AtomicLong dropped = new AtomicLong();

    /// Bytes of the files that are not written any more, oldest first.
    private final Map<Path, Long> sealed = new LinkedHashMap<>();

    private Segment current;
    private long next;
    private long size;
    private volatile String trouble;
    private long said;
    private boolean closed;

    private Spool(Path directory, long most) {
        this.directory = directory;
        this.most = most;
    }

    /// @param most bytes on disk
    /// @throws IOException when the directory cannot be made or read
    public static Spool open(Path directory, long most) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Spool spool = new Spool(directory, most);
        spool.takeOver();
        return spool;
    }

    Path directory() {
        return directory;
    }

    /// What an earlier process left.
    private synchronized void takeOver() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Spool::isSegment).sorted().toList()) {
                long bytes = Files.size(file);
                sealed.put(file, bytes);
                size += bytes;
                next = number(file) + 1;
            }
        }
    }

    /// Appends lines as far as there is room.
    ///
    /// @param lines without line feeds
    /// @return how many are kept, from the first; the others are for the caller to keep, to refuse or to drop
    public synchronized int append(List<byte[]> lines) {
        int kept = 0;
        try {
            while (kept < lines.size() && !closed) {
                List<byte[]> fitting = fitting(lines.subList(kept, lines.size()));
                if (fitting.isEmpty()) {
                    trouble(FULL);
                    return kept;
                }
                kept += write(fitting);
            }
            trouble(closed ? "the collector ends" : null);
        } catch (IOException e) {
            trouble(String.valueOf(e.getMessage()));
            seal();
        }
        return kept;
    }

    private int write(List<byte[]> lines) throws IOException {
        if (current == null) {
            current = Segment.create(directory.resolve("%016d.spool".formatted(next++)));
            size += current.size();
        }
        long before = current.size();
        try {
            return current.write(lines);
        } finally {
            size += current.size() - before;
            if (current.size() >= segmentSize()) {
                seal();
            }
        }
    }

    /// With their line feeds: what has room in the spool, and not much more than a segment at a time.
    private List<byte[]> fitting(List<byte[]> lines) {
        long room = Math.min(most - size - (current == null ? Segment.HEADER : 0), segmentSize());
        List<byte[]> fitting = new ArrayList<>();
        for (byte[] line : lines) {
            room -= line.length + 1;
            if (room < 0) {
                break;
            }
            byte[] whole = Arrays.copyOf(line, line.length + 1);
            whole[line.length] = '\n';
            fitting.add(whole);
        }
        return fitting;
    }

    private long segmentSize() {
        return Math.min(LARGEST_SEGMENT, most / SEGMENTS);
    }

    /// The next line begins a new file. What is in this one is on disk.
    synchronized void seal() {
        if (current == null) {
            return;
        }
        try {
            current.force();
            current.close();
        } catch (IOException e) {
            trouble(String.valueOf(e.getMessage()));
        }
        sealed.put(current.path(), current.size());
        current = null;
    }

    /// All that was appended before is on disk when this returns; several callers share one wait.
    public void sync() throws IOException {
        synchronized (syncing) {
            Segment written;
            synchronized (this) {
                written = current;
            }
            try {
                if (written != null) {
                    written.force();
                }
            } catch (ClosedChannelException sealedMeanwhile) {
                // and forced before that
            }
        }
    }

    /// Oldest first.
    synchronized List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        sealed.keySet().forEach(path -> parts.add(new Part(path, true)));
        if (current != null) {
            parts.add(new Part(current.path(), false));
        }
        return parts;
    }

    /// All of it is safe.
    synchronized void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        Long was = sealed.remove(file);
        size -= was == null ? 0 : was;
    }

    /// Bytes on disk.
    public synchronized long size() {
        return size;
    }

    /// Lines that nobody keeps.
    public void drop(int lines) {
        dropped.addAndGet(lines);
    }

    public long dropped() {
        return dropped.get();
    }

    /// Why nothing is taken at present; null when all is well.
    public String trouble() {
        return trouble;
    }

    /// When lines come faster than they are shipped, it is full and not full in turn: that is said once in a while.
    private void trouble(String why) {
        long now = System.nanoTime();
        if (why != null && !why.equals(trouble) && (said == 0 || now - said > BETWEEN_WORDS.toNanos())) {
            LOG.warnf("Nothing more is taken: %s; spool=%s bytes=%d", why, directory, size);
            said = now;
        }
        trouble = why;
    }

    @Override
    public synchronized void close() {
        closed = true;
        seal();
    }

    private static boolean isSegment(Path file) {
        return String.valueOf(file.getFileName()).matches("\\d{16}\\.spool");
    }

    private static long number(Path segment) {
        return Long.parseLong(String.valueOf(segment.getFileName()).substring(0, 16));
    }
}
