package io.postern.collector;

import io.postern.collector.following.PatternSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// All that is followed: sources that stay, and files that match a pattern, which come and go.
final class FollowedLogs {

    /// What is to be done about a file that comes or goes.
    interface Changes {
        FollowedLog open(Path file);

        void came(FollowedLog log);

        void gone(FollowedLog log);
    }

    /// @param goneSince when its name was first missing; null while it is there
    private record Found(FollowedLog log, Long goneSince) {}

    private static final Logger LOG = Logger.getLogger(FollowedLogs.class);

    private final List<FollowedLog> staying;
    private final List<PatternSource> patterns;
    private final Changes changes;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<Path, Found> found = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private volatile List<FollowedLog> all;

    /// @param staying patterns, too, so that they are told of
    /// @param patience how long the name of a file that was read to its end must be gone before it is forgotten
    FollowedLogs(List<FollowedLog> staying, Changes changes, Duration patience, LongSupplier nanoTime) {
        this.staying = List.copyOf(staying);
        this.patterns = staying.stream()
                .map(FollowedLog::source)
                .filter(PatternSource.class::isInstance)
                .map(PatternSource.class::cast)
                .toList();
        this.changes = changes;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.all = this.staying;
    }

    /// For any thread.
    List<FollowedLog> all() {
        return all;
    }

    /// What is written when there is something new to read.
    List<Path> writtenTo() {
        List<Path> paths = new ArrayList<>();
        all.forEach(log -> paths.addAll(log.source().writtenTo()));
        return paths;
    }

    /// Sources that always stay.
    static FollowedLogs of(List<FollowedLog> staying) {
        return new FollowedLogs(staying, null, Duration.ZERO, () -> 0);
    }

    /// The names of files that went since this was last asked: nothing need be remembered of them.
    Set<String> takeGone() {
        Set<String> names = Set.copyOf(gone);
        gone.clear();
        return names;
    }

    /// Looks for files that came or went, if it is time to.
    void look() {
        boolean changed = false;
        for (PatternSource pattern : patterns) {
            Set<Path> matching = pattern.look(found.keySet());
            if (matching != null) {
                changed |= come(matching) | go();
            }
        }
        if (changed) {
            List<FollowedLog> now = new ArrayList<>(staying);
            found.values().forEach(file -> now.add(file.log()));
            all = List.copyOf(now);
        }
    }

    private boolean come(Set<Path> matching) {
        Set<String> names = staying.stream().map(FollowedLog::name).collect(Collectors.toSet());
        boolean changed = false;
        for (Path file : matching) {
            if (!found.containsKey(file) && !names.contains(file.toString())) {
                LOG.infof("Following; file=%s", file);
                FollowedLog log = changes.open(file);
                found.put(file, new Found(log, null));
                changes.came(log);
                changed = true;
            }
        }
        return changed;
    }

    private boolean go() {
        long now = nanoTime.getAsLong();
        found.replaceAll((file, known) -> {
            boolean exists = Files.exists(file);
            return exists
                    ? known.goneSince() == null ? known : new Found(known.log(), null)
                    : known.goneSince() != null ? known : new Found(known.log(), now);
        });
        return found.values().removeIf(file -> isOver(file, now) && close(file.log()));
    }

    private boolean isOver(Found file, long now) {
        return file.goneSince() != null
                && now - file.goneSince() >= patience.toNanos()
                && file.log().source().counters().lag() == 0;
    }

    private boolean close(FollowedLog log) {
        LOG.infof("Gone, and read to its end; file=%s", log.name());
        try {
            log.source().close();
        } catch (IOException e) {
            LOG.warnf("A file could not be closed: %s; file=%s", e.getMessage(), log.name());
        }
        changes.gone(log);
        gone.add(log.name());
        return true;
    }
}
