package io.postern.collector.following;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// One configured log, and the files that are or were it: when it is rotated, the old file is read to its end first.
public final class FileSource implements LineSource {

    /// @param maxLine bytes of a line that are read; the rest of a longer one is skipped
    /// @param patience how long a rotated file must be quiet before nobody is thought to write to it any more: a
    ///     syslog daemon keeps the old file until it is told of the rotation
    public record Settings(int maxLine, Start start, Duration patience) {}

    private static final Logger LOG = Logger.getLogger(FileSource.class);

    private final Path path;
    private final LineHandler handler;
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final SourceCounters counters = new SourceCounters();

    /// Oldest first; the last is the one that has the path's name, once there is one.
    private final List<Followed> files = new ArrayList<>();

    private List<Position> remembered;

    /// @param remembered from an earlier run, oldest first; empty when the source was never followed
    public FileSource(
            Path path, List<Position> remembered, LineHandler handler, Settings settings, LongSupplier nanoTime) {
        this.path = path;
        this.remembered = List.copyOf(remembered);
        this.handler = handler;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean poll(byte[] buffer) {
        boolean held = false;
        try {
            FileStat stat = FileStat.of(path);
            if (!stat.isRegular()) {
                problem("not a regular file");
                return false;
            }
            follow(stat);
            held = read(buffer, stat);
            if (counters.problem() != null) {
                LOG.infof("Reading again; file=%s", path);
                counters.problem(null);
            }
        } catch (IOException e) {
            problem(reason(e));
            held = readWithoutName(buffer, e instanceof NoSuchFileException);
        }
        measure();
        return held;
    }

    /// The file at the path, when it is another than before; what was there is read to its end beside it.
    private void follow(FileStat stat) throws IOException {
        if (remembered != null) {
            resume(stat);
            remembered = null;
        }
        Followed last = files.isEmpty() ? null : files.getLast();
        if (last != null && last.current && last.file.inode() == stat.inode()) {
            return;
        }
        FollowedFile opened = FollowedFile.open(path, stat.inode(), null, 0);
        if (FileStat.of(path).inode() != stat.inode()) { // rotated in this very moment: next time
            opened.close();
            return;
        }
        if (last != null && last.current) {
            LOG.infof("Rotated; file=%s", path);
            last.current = false;
            last.quietSince = nanoTime.getAsLong();
            // When nobody looked for a while, it was rotated more than once.
            open(
                    new Resume(path, stat)
                            .since(last.file.position()).stream().skip(1).toList(),
                    files.size());
        }
        files.add(new Followed(opened, true, nanoTime.getAsLong(), stat.modified()));
    }

    /// All or none: what cannot be opened is tried again, and nothing must be followed twice.
    private void open(List<Resume.Found> found, int place) throws IOException {
        List<Followed> opened = new ArrayList<>();
        try {
            for (Resume.Found one : found) {
                FollowedFile file = FollowedFile.open(one.path(), one.inode(), one.fingerprint(), one.offset());
                opened.add(new Followed(file, one.path().equals(path), nanoTime.getAsLong(), one.modified()));
            }
        } catch (IOException e) {
            for (Followed followed : opened) {
                followed.file.close();
            }
            throw e;
        }
        files.addAll(place, opened);
    }

    private void resume(FileStat stat) throws IOException {
        if (!remembered.isEmpty()) {
            open(new Resume(path, stat).find(remembered), 0);
        } else if (settings.start() == Start.BEGINNING) {
            open(new Resume(path, stat).all(), 0);
        } else {
            LogFile file = LogFile.open(path, stat.inode(), null, 0);
            file.startAtEnd();
            files.add(new Followed(file, true, nanoTime.getAsLong(), stat.modified()));
        }
    }

    private boolean read(byte[] buffer, FileStat stat) throws IOException {
        for (Followed followed : List.copyOf(files)) {
            if (followed.current) {
                followed.modified = stat.modified();
                followed.nameless = false;
            }
            handler.writtenUntil(Instant.ofEpochMilli(followed.modified));
            switch (followed.file.read(buffer, followed.modified, this::take)) {
                case HELD -> {
                    return true;
                }
                case TRUNCATED -> truncated(followed, stat);
                case READ -> {
                    if (!followed.current && !rest(followed, buffer)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// What was open is read on: a deleted file still has its lines. When nobody has written to it for a while it is
    /// finished, like any that was rotated.
    ///
    /// @param gone whether there is no such name, which is more than that it cannot be looked at
    private boolean readWithoutName(byte[] buffer, boolean gone) {
        try {
            for (Followed followed : List.copyOf(files)) {
                handler.writtenUntil(Instant.ofEpochMilli(followed.modified));
                if (followed.file.read(buffer, followed.modified, this::take) == LogFile.Progress.HELD) {
                    return true;
                }
                long now = nanoTime.getAsLong();
                if (followed.current && (!gone || !followed.nameless || followed.file.hasGrown())) {
                    followed.nameless = gone;
                    followed.quietSince = now;
                } else if (followed.isQuietFor(settings.patience(), now)) {
                    followed.current = false;
                }
                if (!followed.current && !rest(followed, buffer)) {
                    return true;
                }
            }
        } catch (IOException e) {
            problem(reason(e));
        }
        return false;
    }

    /// A file that lost its name is finished when it was quiet for a while, and forgotten when all of it is safe.
    ///
    /// @return false when the handler does not take its last line
    private boolean rest(Followed followed, byte[] buffer) throws IOException {
        long now = nanoTime.getAsLong();
        if (followed.file.hasGrown()) {
            followed.quietSince = now;
        } else if (followed.isQuietFor(settings.patience(), now)) {
            if (!followed.file.finish(buffer, this::take)) {
                return false;
            }
            if (followed.file.isDone()) {
                if (followed.file instanceof Archive archive && archive.isDamaged()) {
                    counters.damaged();
                    LOG.warnf("A rotated file is damaged: what could be read of it was read; file=%s", path);
                }
                followed.file.close();
                files.remove(followed);
            }
        }
        return true;
    }

    /// copytruncate: what was not read yet is in the copy. What is not safe yet is read from there again.
    private void truncated(Followed followed, FileStat stat) throws IOException {
        List<Resume.Found> copies = new Resume(path, stat).since(followed.file.position());
        open(copies, files.indexOf(followed));
        files.remove(followed);
        followed.file.close();
        if (copies.isEmpty()) {
            LOG.warnf("Truncated, and no copy found: lines not read before are lost; file=%s", path);
        } else {
            LOG.infof(
                    "Truncated, reading the rest from its copy; file=%s copy=%s",
                    path, copies.getFirst().path());
        }
    }

    private Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole) {
        boolean cut = to - from > settings.maxLine();
        Receipt receipt = handler.take(file, offset, bytes, from, cut ? from + settings.maxLine() : to, whole && !cut);
        if (receipt != null) {
            counters.line(cut);
        }
        return receipt;
    }

    private void measure() {
        try {
            long lag = 0;
            for (Followed followed : files) {
                lag += followed.file.lag();
            }
            long safe = files.isEmpty() ? 0 : files.getLast().file.safeOffset();
            counters.reached(safe, lag);
        } catch (IOException e) {
            problem(reason(e));
        }
    }

    private void problem(String why) {
        if (!why.equals(counters.problem())) {
            LOG.warnf("Cannot read, trying on: %s; file=%s", why, path);
            counters.problem(why);
        }
    }

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "no such file";
            case AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public void rewind() {
        try {
            for (Followed followed : files) {
                followed.file.rewind();
            }
        } catch (IOException e) {
            problem(reason(e));
        }
        handler.rewound();
    }

    @Override
    public Place place() {
        return Place.of(
                remembered != null
                        ? remembered
                        : files.stream()
                                .map(followed -> followed.file.position())
                                .toList());
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public List<Path> writtenTo() {
        return List.of(path);
    }

    @Override
    public SourceCounters counters() {
        return counters;
    }

    @Override
    public void close() throws IOException {
        for (Iterator<Followed> all = files.iterator(); all.hasNext(); all.remove()) {
            all.next().file.close();
        }
    }
}
