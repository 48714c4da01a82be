package io.postern.collector.following;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One open file, whatever its name is by now: reads its complete lines and knows which are safe.
///
/// A line that is not complete yet stays in the file and is read again when it has grown, so nothing is buffered here.
public final class LogFile implements FollowedFile {

    public enum Progress {
        /// All complete lines are read.
        READ,
        /// The handler takes no more lines at present.
        HELD,
        /// The file is not the one that was opened: shorter, or begun anew.
        TRUNCATED
    }

    /// Buffers read in one go, so that one long file does not keep others waiting.
    private static final int CHUNKS = 256;

    private final FileChannel channel;
    private final long inode;
    private final Unsafe unsafe = new Unsafe();
    private Fingerprint fingerprint;

    /// Where the first line begins that was not taken yet.
    private long next;

    /// Bytes behind `next` in which there is no line feed: of a line that is longer than the buffer.
    private long scanned;

    /// Nobody writes to it any more and its last line was taken.
    private boolean finished;

    /// Whether it was longer at the last look than at the one before.
    private boolean grown;

    private long knownSize = -1;
    private long knownModified = -1;

    LogFile(FileChannel channel, long inode, Fingerprint fingerprint, long next) {
        this.channel = channel;
        this.inode = inode;
        this.fingerprint = fingerprint;
        this.next = next;
    }

    /// @param fingerprint null when it is not known yet
    public static LogFile open(Path path, long inode, Fingerprint fingerprint, long offset) throws IOException {
        return new LogFile(FileChannel.open(path, StandardOpenOption.READ), inode, fingerprint, offset);
    }

    /// Begins at the first line that is complete after the present end.
    void startAtEnd() throws IOException {
        long size = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        boolean betweenLines = size == 0 || channel.read(last, size - 1) == 1 && last.get(0) == '\n';
        next = betweenLines ? size : lineStart(size);
    }

    /// @param modified the file's time of change when it is known, so that a rewrite to the same size is seen
    @Override
    public Progress read(byte[] buffer, long modified, Lines lines) throws IOException {
        long size = channel.size();
        grown = size != knownSize;
        if (finished || size == knownSize && modified == knownModified) {
            return Progress.READ;
        }
        if (size < next + scanned || fingerprint != null && !fingerprint.fits(channel)) {
            return Progress.TRUNCATED;
        }
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(channel).orElse(null);
            if (fingerprint == null) {
                return Progress.READ;
            }
        }
        if (!readLines(buffer, lines)) {
            return Progress.HELD;
        }
        knownSize = size;
        knownModified = modified;
        return Progress.READ;
    }

    private boolean readLines(byte[] buffer, Lines lines) throws IOException {
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            int length = channel.read(ByteBuffer.wrap(buffer), next + scanned);
            if (length <= 0) {
                return true;
            }
            int from = 0;
            if (scanned > 0) {
                int end = indexOfLineFeed(buffer, 0, length);
                if (end < 0) {
                    scanned += length;
                } else if (!takeLong(buffer, lines, next + scanned + end + 1)) {
                    return false;
                }
                continue;
            }
            for (int end; (end = indexOfLineFeed(buffer, from, length)) >= 0; from = end + 1) {
                if (!take(lines, buffer, from, end, next + end + 1 - from, true)) {
                    return false;
                }
            }
            if (from == 0 && length == buffer.length) {
                scanned = length;
            } else if (length < buffer.length) {
                return true;
            }
        }
        return false;
    }

    /// Of a line that is longer than the buffer, the beginning is read again when its end is known.
    private boolean takeLong(byte[] buffer, Lines lines, long end) throws IOException {
        int length = channel.read(ByteBuffer.wrap(buffer), next);
        boolean taken = take(lines, buffer, 0, length, end, false);
        scanned = taken ? 0 : scanned;
        return taken;
    }

    private boolean take(Lines lines, byte[] buffer, int from, int to, long end, boolean whole) {
        Receipt receipt = lines.take(fingerprint.hash(), next, buffer, from, to, whole);
        if (receipt == null) {
            return false;
        }
        unsafe.add(next, receipt);
        next = end;
        return true;
    }

    /// Takes what is left as a line: nobody writes to this file any more.
    @Override
    public boolean finish(byte[] buffer, Lines lines) throws IOException {
        if (finished) {
            return true;
        }
        int length = fingerprint == null ? -1 : channel.read(ByteBuffer.wrap(buffer), next);
        finished = length <= 0 || take(lines, buffer, 0, length, channel.size(), false);
        return finished;
    }

    /// All of it was read and is safe.
    @Override
    public boolean isDone() {
        return finished && safeOffset() == next;
    }

    @Override
    public long safeOffset() {
        return unsafe.first(next);
    }

    /// Goes back to the first line that is not safe.
    @Override
    public void rewind() {
        next = safeOffset();
        unsafe.clear();
        scanned = 0;
        knownSize = -1;
        finished = false;
    }

    /// Bytes that are not safe yet.
    @Override
    public long lag() throws IOException {
        return Math.max(0, channel.size() - safeOffset());
    }

    @Override
    public boolean hasGrown() {
        return grown;
    }

    @Override
    public long inode() {
        return inode;
    }

    @Override
    public Position position() {
        return new Position(inode, fingerprint, safeOffset());
    }

    /// Where the line that `before` is in begins.
    private long lineStart(long before) throws IOException {
        byte[] chunk = new byte[4096];
        for (long to = before; to > 0; to -= Math.min(to, chunk.length)) {
            int length = (int) Math.min(to, chunk.length);
            channel.read(ByteBuffer.wrap(chunk, 0, length), to - length);
            for (int i = length - 1; i >= 0; i--) {
                if (chunk[i] == '\n') {
                    return to - length + i + 1;
                }
            }
        }
        return 0;
    }

    private static int indexOfLineFeed(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
