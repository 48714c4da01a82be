package io.postern.collector.following;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// Opens a log as it was written, whether it is plain or was compressed by gzip, xz, zstd or bzip2.
///
/// The first bytes say which, not the name: no log line begins with them. Nothing is kept but the decompressor's own
/// window, however large the log becomes.
public final class Compressed {

    /// What `xz -9` needs; a file that asks for more is refused.
    private static final int MOST_XZ_KIBIBYTES = 72 << 10;

    /// A window of 128 MiB, the most that `zstd` makes without `--long=28` and above.
    private static final int MOST_ZSTD_WINDOW = 27;

    private static final int LONGEST_MAGIC = 10;

    /// The beginning of a compressed file, and who reads it.
    private enum Method {
        GZIP(0x1f, 0x8b, 0x08),
        XZ(0xfd, '7', 'z', 'X', 'Z', 0),
        ZSTD(0x28, 0xb5, 0x2f, 0xfd),
        /// Then comes the block size as a digit, and this.
        BZIP2('B', 'Z', 'h', -1, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59);

        private final int[] magic;

        Method(int... magic) {
            this.magic = magic;
        }

        /// Null for what is plain.
        private static Method of(byte[] start, int length) {
            for (Method method : values()) {
                if (method.begins(start, length)) {
                    return method;
                }
            }
            return null;
        }

        private boolean begins(byte[] start, int length) {
            for (int i = 0; i < magic.length; i++) {
                if (i >= length || magic[i] >= 0 && (start[i] & 0xff) != magic[i]) {
                    return false;
                }
            }
            return true;
        }

        private InputStream open(InputStream in) throws IOException {
            return switch (this) {
                case GZIP -> new GZIPInputStream(in, 1 << 16);
                case XZ -> new XZInputStream(in, MOST_XZ_KIBIBYTES);
                case ZSTD -> new ZstdInputStream(in).setLongMax(MOST_ZSTD_WINDOW);
                case BZIP2 -> new BZip2CompressorInputStream(in, true);
            };
        }
    }

    private Compressed() {}

    /// The log in this file.
    public static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return open(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /// The log in this stream; closing it closes the stream.
    ///
    /// @throws IOException when it looks compressed but has not even a sound beginning; damage that comes later is
    ///     thrown by `read`, after all that could be read
    public static InputStream open(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(LONGEST_MAGIC);
        byte[] start = new byte[LONGEST_MAGIC];
        int length = buffered.readNBytes(start, 0, LONGEST_MAGIC);
        buffered.reset();
        Method method = Method.of(start, length);
        return method == null ? buffered : new Damageable(sound(() -> method.open(buffered)));
    }

    static boolean isCompressed(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return isCompressed(channel);
        }
    }

    static boolean isCompressed(FileChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(LONGEST_MAGIC);
        while (start.hasRemaining() && file.read(start, start.position()) > 0) {}
        return Method.of(start.array(), start.position()) != null;
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /// Decompressors also say with other exceptions that a file is damaged.
    private static <T> T sound(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (RuntimeException e) {
            throw new IOException("damaged: " + e, e);
        }
    }

    private static final class Damageable extends FilterInputStream {

        private Damageable(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return sound(super::read);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return sound(() -> super.read(bytes, from, length));
        }
    }
}
