package io.postern.collector.following;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Finds the files that a log was again, under whatever name they have now and compressed or not, and those that came
/// after them.
final class Resume {

    /// @param offset where to read on
    /// @param modified when it was last written, in milliseconds since the epoch
    record Found(Path path, long inode, Fingerprint fingerprint, long offset, long modified) {

        private static Found of(Rotated file, Fingerprint fingerprint, long offset) {
            return new Found(
                    file.path(),
                    file.stat().inode(),
                    fingerprint,
                    offset,
                    file.stat().modified());
        }
    }

    private static final Logger LOG = Logger.getLogger(Resume.class);

    private final Path path;
    private final List<Rotated> candidates = new ArrayList<>();

    Resume(Path path, FileStat current) throws IOException {
        this.path = path;
        candidates.addAll(Rotated.of(path));
        candidates.add(Rotated.itself(path, current));
    }

    /// Every rotated file, oldest first.
    List<Found> all() {
        return after(-1);
    }

    /// Those of an earlier run and whole files written since, oldest first; the last is the path itself, when it was
    /// among the remembered.
    List<Found> find(List<Position> remembered) {
        List<Found> found = new ArrayList<>();
        int newest = -1;
        for (Position position : remembered) {
            int at = indexOf(position);
            if (at >= 0) {
                found.add(Found.of(candidates.get(at), position.fingerprint(), position.offset()));
                newest = Math.max(newest, at);
            } else if (position.offset() > 0) {
                LOG.warnf(
                        "The file that was read up to %d is gone: what was not read is lost; file=%s",
                        position.offset(), path);
            }
        }
        // All there are, when none is left that was read: ids make it harmless.
        found.addAll(after(newest));
        return found;
    }

    /// The file that was followed until now, unless it is the path itself, and whole files written since, oldest first;
    /// nothing, when it cannot be found.
    List<Found> since(Position position) {
        int at = indexOf(position);
        List<Found> found = new ArrayList<>();
        if (at >= 0 && at < candidates.size() - 1) {
            found.add(Found.of(candidates.get(at), position.fingerprint(), position.offset()));
            found.addAll(after(at));
        }
        return found;
    }

    private List<Found> after(int at) {
        List<Found> found = new ArrayList<>();
        for (Rotated file : candidates.subList(at + 1, Math.max(at + 1, candidates.size() - 1))) {
            found.add(Found.of(file, file.fingerprint(), 0));
        }
        return found;
    }

    /// By inode and beginning; a file that was copied or compressed has another inode.
    private int indexOf(Position position) {
        for (int at = 0; at < candidates.size(); at++) {
            if (candidates.get(at).stat().inode() == position.inode() && fits(candidates.get(at), position)) {
                return at;
            }
        }
        for (int at = candidates.size() - 1; at >= 0; at--) {
            if (candidates.get(at).holds(position.fingerprint(), position.offset())) {
                return at;
            }
        }
        return -1;
    }

    private static boolean fits(Rotated file, Position position) {
        return position.fingerprint() == null
                ? position.offset() == 0
                : file.holds(position.fingerprint(), position.offset());
    }
}
