package io.postern.collector.following;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A pattern of paths, as a shell has them: `/var/log/containers/*dovecot*.log`. `*`, `?`, `[…]` and `{…,…}` may stand
/// in every part of it; a hidden file is matched only by a part that begins with a dot.
final class LogPattern {

    private final Path pattern;
    private final int most;

    /// @param pattern absolute
    /// @param most files that are found; what there is more is not looked for
    LogPattern(Path pattern, int most) {
        this.pattern = pattern;
        this.most = most;
    }

    /// Whether a path is one: it has a wildcard, and no file has that very name.
    static boolean isPattern(Path path) {
        return hasWildcard(path.toString()) && !Files.exists(path);
    }

    /// The logs that match at present, in the order of their names: no directories, no compressed files, and not the
    /// rotated files of another.
    ///
    /// @param followed logs that are known already, even if their name is gone at present
    /// @throws IOException when a directory may not be listed; one that is not there has nothing that matches
    Set<Path> matching(Set<Path> followed) throws IOException {
        List<Path> found = List.of(pattern.getRoot());
        for (Path part : pattern) {
            found = step(found, part.toString());
        }
        Set<Path> logs = new LinkedHashSet<>(found);
        logs.removeIf(file -> RotatedName.withoutPacking(file) != null || !Files.isRegularFile(file));
        Set<Path> known = new LinkedHashSet<>(logs);
        known.addAll(followed);
        logs.removeIf(file -> RotatedName.isOfAny(known, file));
        return logs;
    }

    private List<Path> step(List<Path> from, String part) throws IOException {
        if (!hasWildcard(part)) {
            return from.stream().map(path -> path.resolve(part)).toList();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
        List<Path> found = new ArrayList<>();
        for (Path directory : from) {
            if (Files.isDirectory(directory)) {
                list(directory, name -> matcher.matches(name) && (!isHidden(name) || part.startsWith(".")), found);
            }
        }
        found.sort(null);
        return found.subList(0, Math.min(most, found.size()));
    }

    private static void list(Path directory, PathMatcher matcher, List<Path> found) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, file -> matcher.matches(file.getFileName()))) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isHidden(Path name) {
        return name.toString().startsWith(".");
    }

    private static boolean hasWildcard(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }
}
