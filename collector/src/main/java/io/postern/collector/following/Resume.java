package io.postern.collector.following;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Finds the files of an earlier run again, under whatever name they have now, and those that came after them.
final class Resume {

    /// @param offset where to read on
    record Found(Path path, long inode, Fingerprint fingerprint, long offset) {}

    private static final Logger LOG = Logger.getLogger(Resume.class);

    private final Path path;
    private final List<Rotated> candidates = new ArrayList<>();

    Resume(Path path, FileStat current) {
        this.path = path;
        candidates.addAll(Rotated.of(path));
        candidates.add(new Rotated(path, current));
    }

    /// Oldest first; the last is the path itself, when it was among the remembered.
    List<Found> find(List<Position> remembered) {
        List<Found> found = new ArrayList<>();
        int newest = -1;
        for (Position position : remembered) {
            int at = indexOf(position);
            if (at >= 0) {
                Rotated file = candidates.get(at);
                found.add(new Found(file.path(), file.stat().inode(), position.fingerprint(), position.offset()));
                newest = Math.max(newest, at);
            } else if (position.offset() > 0) {
                LOG.warnf(
                        "The file that was read up to %d is gone, compressed perhaps: what was not read is lost; file=%s",
                        position.offset(), path);
            }
        }
        // Whole files written meanwhile; all there are, when none is left that was read: ids make it harmless.
        for (int at = newest + 1; !remembered.isEmpty() && at < candidates.size() - 1; at++) {
            Rotated file = candidates.get(at);
            found.add(new Found(file.path(), file.stat().inode(), null, 0));
        }
        return found;
    }

    /// By inode and beginning; a file that was copied has another inode.
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
