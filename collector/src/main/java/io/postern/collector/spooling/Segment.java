package io.postern.collector.spooling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// One file of a spool, while it is written. Its first line is like no other segment's: by it the file is known,
/// and so the ids of its lines are like no others.
final class Segment {

    private static final String MARK = "postern-spool 1 ";

    /// Bytes of the first line.
    static final int HEADER = MARK.length() + new UUID(0, 0).toString().length() + 1;

    private final Path path;
    private final FileChannel channel;

    /// Up to the end of the last whole line.
    private volatile long size;

    private volatile long forced;

    private Segment(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// The new name is on disk when this returns.
    ///
    /// @throws IOException when the disk is full; nothing is left behind then
    static Segment create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Segment segment = new Segment(path, channel);
        try {
            segment.write(List.of((MARK + UUID.randomUUID() + "\n").getBytes(StandardCharsets.UTF_8)));
            try (FileChannel entries = FileChannel.open(path.resolveSibling(""))) {
                entries.force(true);
            }
            return segment;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /// Appends lines. A reader may have taken a whole line as soon as it stands there, so when the disk is full the
    /// whole ones stay and only the torn one is taken back.
    ///
    /// @param lines each with its line feed
    /// @return how many of them stand there, from the first
    int write(List<byte[]> lines) throws IOException {
        int length = lines.stream().mapToInt(line -> line.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        lines.forEach(bytes::put);
        bytes.flip();
        long before = size;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            size = before + length;
            return lines.size();
        } catch (IOException e) {
            int whole = 0;
            long end = before;
            for (long written = channel.size(); whole < lines.size() && end + lines.get(whole).length <= written; ) {
                end += lines.get(whole).length;
                whole++;
            }
            channel.truncate(end);
            size = end;
            if (whole == 0) {
                throw e;
            }
            return whole;
        }
    }

    /// All that was written before is on disk when this returns.
    void force() throws IOException {
        long upTo = size;
        if (upTo > forced) {
            channel.force(false);
            forced = upTo;
        }
    }

    void close() throws IOException {
        channel.close();
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }
}
