package io.postern.collector.following;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Which names a log's rotated files have: `mail.log.1`, `mail.log.2.gz`, `mail.log-20261120.xz`, `mail-20261120.log`
/// (logrotate), `mail.log.0.bz2` (newsyslog), `0.log.20261120-101010.gz` (kubelet). Neither `mail.log.swp` nor
/// `mail.log.gz`.
///
/// @param stem `mail`
/// @param extension `.log`; empty when there is none
record RotatedName(String stem, String extension) {

    private static final List<String> PACKINGS = List.of(".gz", ".xz", ".zst", ".bz2");

    /// A longer number is a date.
    private static final int MOST_DIGITS = 4;

    private static final int DATE = "20261120".length();

    static RotatedName of(Path log) {
        String name = nameOf(log);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? new RotatedName(name, "") : new RotatedName(name.substring(0, dot), name.substring(dot));
    }

    /// The file's name without `.gz` and its like; the file itself when it has none.
    static Path withoutPacking(Path file) {
        String name = nameOf(file);
        for (String packing : PACKINGS) {
            if (name.endsWith(packing)) {
                return file.resolveSibling(name.substring(0, name.length() - packing.length()));
            }
        }
        return null;
    }

    /// Whether a file is what one of these logs became.
    static boolean isOfAny(Set<Path> logs, Path file) {
        String name = nameOf(file);
        String extension = RotatedName.of(file).extension;
        for (int end = name.length() - 1; end > 0; end--) {
            char c = name.charAt(end);
            if (c == '.' || c == '-') {
                String begins = name.substring(0, end);
                if (isOf(logs, file, begins) || isOf(logs, file, begins + extension)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOf(Set<Path> logs, Path file, String log) {
        Path candidate = file.resolveSibling(log);
        return logs.contains(candidate) && RotatedName.of(candidate).matches(file);
    }

    boolean matches(Path file) {
        return infix(file) != null;
    }

    /// logrotate's, which grows with age; -1 for a file that has none.
    int number(Path file) {
        String infix = infix(file);
        return infix == null || infix.length() > MOST_DIGITS || !infix.chars().allMatch(c -> c >= '0' && c <= '9')
                ? -1
                : Integer.parseInt(infix);
    }

    /// What the rotation added, without the separator; null when this is none of its files.
    private String infix(Path file) {
        Path plain = withoutPacking(file);
        String name = nameOf(plain == null ? file : plain);
        if (!name.startsWith(stem)) {
            return null;
        }
        String rest = name.substring(stem.length());
        if (rest.startsWith(extension)) {
            return added(rest.substring(extension.length()));
        }
        if (!rest.endsWith(extension)) {
            return null;
        }
        String added = added(rest.substring(0, rest.length() - extension.length()));
        boolean isAnotherLog = added != null && rest.charAt(0) == '-' && added.length() < DATE; // `mail-2.log`
        return isAnotherLog ? null : added;
    }

    private static String added(String text) {
        boolean rotated = text.length() > 1
                && (text.charAt(0) == '.' || text.charAt(0) == '-')
                && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '.');
        return rotated ? text.substring(1) : null;
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
