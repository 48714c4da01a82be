package io.postern.collector.following;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A file that a log became when it was rotated: `mail.log.1`, `mail.log-20261120`, not compressed.
record Rotated(Path path, FileStat stat) {

    /// Oldest first. Empty when the directory cannot be listed.
    static List<Rotated> of(Path log) {
        List<Rotated> found = new ArrayList<>();
        Path directory = log.toAbsolutePath().resolveSibling("");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, file -> isRotated(log, file))) {
            for (Path file : files) {
                stat(file).filter(FileStat::isRegular).ifPresent(stat -> found.add(new Rotated(file, stat)));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        found.sort(Comparator.comparingLong(rotated -> rotated.stat().modified()));
        return found;
    }

    /// Whether the file begins with this and is at least so long.
    boolean holds(Fingerprint fingerprint, long size) {
        if (fingerprint == null || stat.size() < size) {
            return false;
        }
        try (FileChannel file = FileChannel.open(path)) {
            return fingerprint.fits(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Optional<FileStat> stat(Path file) {
        try {
            return Optional.of(FileStat.of(file));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /// The log's name, then digits, dots and dashes: neither `mail.log.2.gz` nor `mail.log.swp`.
    private static boolean isRotated(Path log, Path file) {
        String name = String.valueOf(log.getFileName());
        String candidate = String.valueOf(file.getFileName());
        if (!candidate.startsWith(name) || candidate.length() < name.length() + 2) {
            return false;
        }
        char separator = candidate.charAt(name.length());
        return (separator == '.' || separator == '-')
                && candidate
                        .substring(name.length() + 1)
                        .chars()
                        .allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '.');
    }
}
