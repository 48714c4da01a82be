package io.postern.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/// One file to write, or to delete.
///
/// @param before null when there is none
/// @param after null when there is to be none
record FileChange(Path file, String before, String after) {

    static FileChange of(Path file, String after) throws IOException {
        return new FileChange(file, Files.exists(file) ? Files.readString(file) : null, after);
    }

    boolean isNone() {
        return before == null ? after == null : before.equals(after);
    }

    List<String> diff() {
        return Diff.between(
                before == null ? List.of() : before.lines().toList(),
                after == null ? List.of() : after.lines().toList());
    }

    /// Whether a setting that is in force would go or change; comments are no settings.
    boolean overwrites() {
        return diff().stream().anyMatch(line -> line.startsWith("-") && isSetting(line.substring(1)));
    }

    private static boolean isSetting(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    /// All or nothing, and readable by the same as before. What was there is kept.
    ///
    /// @param stamp part of the copy's name
    /// @return the copy of what was there; null when nothing was
    Path apply(String stamp) throws IOException {
        Path copy = null;
        if (before != null) {
            copy = file.resolveSibling(file.getFileName() + "." + stamp + ".bak");
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            sameOwner(file, copy);
        }
        if (after == null) {
            Files.delete(file);
            return copy;
        }
        Path directory = Objects.requireNonNull(file.getParent(), "a file in a directory");
        Files.createDirectories(directory);
        Path next = Files.createTempFile(directory, ".setup", ".new");
        try {
            if (before != null) {
                sameOwner(file, next);
            } else {
                Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.writeString(next, after);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
        return copy;
    }

    private static void sameOwner(Path from, Path to) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        view.setGroup(attributes.group());
        view.setOwner(attributes.owner());
        view.setPermissions(attributes.permissions());
    }
}
