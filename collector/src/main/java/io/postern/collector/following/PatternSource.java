package io.postern.collector.following;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// A pattern of logs among the sources: has no lines itself, and says when it matches nothing.
public final class PatternSource implements LineSource {

    private static final Logger LOG = Logger.getLogger(PatternSource.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /// Each costs a look at every turn, and a file handle.
    private static final int MOST_FILES = 1000;

    private final Path pattern;
    private final LogPattern logs;
    private final LongSupplier nanoTime;
    private final SourceCounters counters = new SourceCounters();
    private Set<Path> matching = Set.of();
    private long nextLook;

    public PatternSource(Path pattern, LongSupplier nanoTime) {
        this.pattern = pattern;
        this.logs = new LogPattern(pattern, MOST_FILES);
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong();
    }

    /// Whether a configured path is one.
    public static boolean isPattern(Path path) {
        return LogPattern.isPattern(path);
    }

    /// The files that match, as of the last look.
    ///
    /// @param followed those of them that are followed already
    /// @return null when it is not yet time to look again
    public Set<Path> look(Set<Path> followed) {
        long now = nanoTime.getAsLong();
        if (now - nextLook < 0) {
            return null;
        }
        nextLook = now + BETWEEN_LOOKS.toNanos();
        try {
            matching = logs.matching(followed);
            problem(matching.isEmpty() ? "matches no file" : null);
        } catch (IOException e) {
            problem(FileSource.reason(e));
        }
        return matching;
    }

    private void problem(String why) {
        if (why != null && !why.equals(counters.problem())) {
            LOG.warnf("Cannot follow, looking on: %s; files=%s", why, pattern);
        }
        counters.problem(why);
    }

    @Override
    public String name() {
        return pattern.toString();
    }

    @Override
    public boolean poll(byte[] buffer) {
        return false;
    }

    @Override
    public void rewind() {}

    @Override
    public Place place() {
        return Place.NONE;
    }

    @Override
    public List<Path> writtenTo() {
        return List.of();
    }

    @Override
    public SourceCounters counters() {
        return counters;
    }

    @Override
    public void close() {}
}
