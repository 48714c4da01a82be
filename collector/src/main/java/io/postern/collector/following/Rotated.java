package io.postern.collector.following;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// A file that a log became when it was rotated, compressed or not ([RotatedName] says which they are).
///
/// @param start the first bytes of what was logged, as many as a [Fingerprint] takes
/// @param number that grows with age; -1 for a file that has a date instead
record Rotated(Path path, FileStat stat, byte[] start, boolean isCompressed, int number) {

    private static final Logger LOG = Logger.getLogger(Rotated.class);

    /// The file itself.
    static Rotated itself(Path log, FileStat stat) throws IOException {
        return new Rotated(log, stat, start(log), false, -1);
    }

    /// Oldest first: by their numbers when all have one, otherwise by when they were written. Empty when the directory
    /// cannot be listed; a file that cannot be read is told and left out.
    static List<Rotated> of(Path log) {
        Map<Long, Rotated> found = new LinkedHashMap<>();
        boolean numbered = true;
        for (Path name : names(log)) {
            RotatedName rules = RotatedName.of(name);
            for (Path file : candidates(name, rules)) {
                int number = rules.number(file);
                numbered &= number >= 0;
                open(file, number)
                        .ifPresent(rotated -> found.putIfAbsent(rotated.stat().inode(), rotated));
            }
        }
        List<Rotated> sorted = new ArrayList<>(found.values());
        sorted.sort(
                numbered
                        ? Comparator.comparingInt(Rotated::number).reversed()
                        : Comparator.comparingLong(
                                        (Rotated rotated) -> rotated.stat().modified())
                                .thenComparing(Rotated::path));
        return sorted;
    }

    /// Whether the file begins with this and is at least so long, as far as its length can be told.
    boolean holds(Fingerprint fingerprint, long size) {
        return fingerprint != null && (isCompressed || stat.size() >= size) && fingerprint.fits(start);
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(start).orElse(null);
    }

    /// A link's own name and that of the file it leads to: Kubernetes links, and the kubelet rotates what is linked.
    private static Set<Path> names(Path log) {
        Path named = log.toAbsolutePath();
        Set<Path> names = new LinkedHashSet<>(List.of(named));
        try {
            Path real = named.toRealPath();
            if (Files.isSymbolicLink(named)) {
                names.add(real);
            }
        } catch (IOException gone) {
            return names;
        }
        return names;
    }

    /// While a file is being compressed there are both; the plain one is whole.
    private static List<Path> candidates(Path log, RotatedName rules) {
        List<Path> candidates = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(log.resolveSibling(""), rules::matches)) {
            files.forEach(candidates::add);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("Cannot look for rotated files: %s; file=%s", e, log);
            return List.of();
        }
        candidates.removeIf(file -> candidates.contains(RotatedName.withoutPacking(file)));
        return candidates;
    }

    private static Optional<Rotated> open(Path file, int number) {
        try {
            FileStat stat = FileStat.of(file);
            if (!stat.isRegular()) {
                return Optional.empty();
            }
            return Optional.of(new Rotated(file, stat, start(file), Compressed.isCompressed(file), number));
        } catch (IOException e) {
            LOG.warnf("Cannot read a rotated file, its lines are left out: %s; file=%s", FileSource.reason(e), file);
            return Optional.empty();
        }
    }

    /// Of a damaged file, what can be read.
    private static byte[] start(Path file) throws IOException {
        byte[] start = new byte[Fingerprint.MOST];
        int length = 0;
        try (InputStream in = Compressed.open(file)) {
            for (int more; (more = in.read(start, length, start.length - length)) > 0; ) {
                length += more;
            }
        } catch (IOException damaged) {
            if (length == 0) {
                throw damaged;
            }
        }
        return Arrays.copyOf(start, length);
    }
}
