package io.postern.collector.following;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/// A rotated log that was compressed: read from front to back, through a window as long as the reader's buffer.
///
/// Offsets count what was compressed, so that a line has the same place as before. Of a damaged file as much is read as
/// can be.
final class Archive implements FollowedFile {

    /// Windows read in one go, so that one long file does not keep others waiting.
    private static final int CHUNKS = 256;

    /// The channel stays open: this file may be read again.
    private static final class Unclosed extends FilterInputStream {

        private Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    private final FileChannel channel;
    private final long inode;
    private final Fingerprint fingerprint;
    private final Unsafe unsafe = new Unsafe();

    /// Null as long as it is not this file's turn.
    private InputStream log;

    private byte[] window = {};
    private int at;
    private int filled;

    /// Where the first line begins that was not taken yet.
    private long next;

    /// The line at `next` was longer than the window: its beginning was taken, its rest is skipped.
    private boolean cut;

    /// Bytes behind `next` that were skipped.
    private long skipped;

    private boolean ended;
    private boolean damaged;

    Archive(FileChannel channel, long inode, Fingerprint fingerprint, long offset) {
        this.channel = channel;
        this.inode = inode;
        this.fingerprint = fingerprint;
        this.next = offset;
    }

    @Override
    public LogFile.Progress read(byte[] buffer, long modified, Lines lines) throws IOException {
        for (int chunk = 0; !ended && chunk < CHUNKS; chunk++) {
            if (!takeLines(lines)) {
                return LogFile.Progress.HELD;
            }
            if (!fill(buffer.length)) {
                if (!takeRest(lines)) {
                    return LogFile.Progress.HELD;
                }
                ended = true;
                release();
            }
        }
        return ended ? LogFile.Progress.READ : LogFile.Progress.HELD;
    }

    private boolean takeLines(Lines lines) {
        for (int end; (end = lineFeed()) >= 0; at = end + 1) {
            if (!cut && !take(lines, end, true)) {
                return false;
            }
            next += skipped + end + 1 - at;
            skipped = 0;
            cut = false;
        }
        if (at == 0 && filled > 0 && filled == window.length) {
            if (!cut && !take(lines, filled, false)) {
                return false;
            }
            cut = true;
            skipped += filled;
            filled = 0;
        }
        return true;
    }

    private boolean takeRest(Lines lines) {
        if (at < filled && !cut && !take(lines, filled, false)) {
            return false;
        }
        next += skipped + filled - at;
        return true;
    }

    private boolean take(Lines lines, int to, boolean whole) {
        Receipt receipt = lines.take(fingerprint.hash(), next, window, at, to, whole);
        if (receipt == null) {
            return false;
        }
        unsafe.add(next, receipt);
        return true;
    }

    /// @return false at the end
    private boolean fill(int length) {
        try {
            if (log == null) {
                window = new byte[length];
                log = Compressed.open(new Unclosed(Channels.newInputStream(channel.position(0))));
                log.skipNBytes(next);
            }
            System.arraycopy(window, at, window, 0, filled - at);
            filled -= at;
            at = 0;
            int more = log.read(window, filled, window.length - filled);
            filled += Math.max(0, more);
            return more >= 0;
        } catch (IOException e) {
            damaged = true;
            return false;
        }
    }

    private int lineFeed() {
        for (int i = at; i < filled; i++) {
            if (window[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void release() throws IOException {
        if (log != null) {
            log.close();
        }
        log = null;
        window = new byte[0];
        at = filled = 0;
    }

    /// Whether its end could not be read.
    boolean isDamaged() {
        return damaged;
    }

    @Override
    public boolean finish(byte[] buffer, Lines lines) {
        return ended;
    }

    @Override
    public boolean isDone() {
        return ended && safeOffset() == next;
    }

    @Override
    public long safeOffset() {
        return unsafe.first(next);
    }

    @Override
    public void rewind() throws IOException {
        next = safeOffset();
        unsafe.clear();
        cut = false;
        skipped = 0;
        ended = false;
        release();
    }

    /// Of what was not read yet, the compressed bytes.
    @Override
    public long lag() throws IOException {
        return ended ? next - safeOffset() : channel.size();
    }

    @Override
    public boolean hasGrown() {
        return false;
    }

    @Override
    public long inode() {
        return inode;
    }

    @Override
    public Position position() {
        return new Position(inode, fingerprint, safeOffset());
    }

    @Override
    public void close() throws IOException {
        release();
        channel.close();
    }
}
