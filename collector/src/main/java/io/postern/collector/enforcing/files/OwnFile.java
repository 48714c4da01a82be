package io.postern.collector.enforcing.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// A file that others read at any moment: replaced as a whole where its directory may be written, with its owner and
/// permissions, and on disk afterwards.
final class OwnFile {

    private static final String NEW_FILE = "rw-r--r--";

    /// What tells one state of a file from another without reading it.
    private record Look(Object key, long size, long modified) {}

    private final Path path;
    private Look left;

    OwnFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /// Whether somebody else changed it since it was read or written here.
    boolean isChanged() throws IOException {
        return left == null || !Objects.equals(left, look());
    }

    /// Empty when there is none.
    byte[] read() throws IOException {
        try {
            Look before = look();
            byte[] bytes = Files.readAllBytes(path);
            left = before;
            return bytes;
        } catch (NoSuchFileException e) {
            left = null;
            return new byte[0];
        }
    }

    void write(byte[] content) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path; // a link stays a link
        Path written = target.resolveSibling("." + target.getFileName() + ".postern");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            fill(channel, content);
        } catch (FileSystemException notOurDirectory) {
            overwrite(target, content, notOurDirectory);
            left = look();
            return;
        }
        try {
            likeBefore(target, written);
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(written);
            throw e;
        }
        left = look();
    }

    /// Where only the file itself may be written, as in a service that sees the rest read-only: a reader at the wrong
    /// moment sees its beginning new and its end old.
    private static void overwrite(Path target, byte[] content, IOException otherwise) throws IOException {
        if (Files.notExists(target)) {
            throw otherwise;
        }
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            fill(channel, content);
            channel.truncate(content.length);
        }
    }

    private static void fill(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static void likeBefore(Path target, Path written) throws IOException {
        if (Files.notExists(target)) {
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(NEW_FILE));
            return;
        }
        PosixFileAttributes before = Files.readAttributes(target, PosixFileAttributes.class);
        Files.setPosixFilePermissions(written, before.permissions());
        if (!Files.getOwner(written).equals(before.owner())) {
            Files.setOwner(written, before.owner());
        }
    }

    private Look look() throws IOException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        return new Look(now.fileKey(), now.size(), now.lastModifiedTime().toMillis());
    }
}
