package io.postern.cli.logs;

import io.postern.collector.following.Compressed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Something with lines in it: a file, or standard input.
public interface LogInput {

    /// For people, and for the origin of an attempt.
    String name();

    /// When it was last written to: a stamp without a year is the last such moment before it.
    Instant written() throws IOException;

    /// As it was written, whether it is compressed or not.
    InputStream open(LogCounts counts) throws IOException;

    record OfFile(Path path) implements LogInput {

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public Instant written() throws IOException {
            return Files.getLastModifiedTime(path).toInstant();
        }

        @Override
        public InputStream open(LogCounts counts) throws IOException {
            InputStream in = Files.newInputStream(path);
            try {
                return Compressed.open(new Counted(in, counts));
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }
    }

    /// Standard input, of which nobody knows how old it is.
    record OfStream(InputStream in, Instant written) implements LogInput {

        @Override
        public String name() {
            return "-";
        }

        @Override
        public InputStream open(LogCounts counts) throws IOException {
            return Compressed.open(new Counted(in, counts));
        }
    }

    final class Counted extends FilterInputStream {

        private final LogCounts counts;

        private Counted(InputStream in, LogCounts counts) {
            super(in);
            this.counts = counts;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            counts.bytes(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            counts.bytes(Math.max(0, read));
            return read;
        }
    }
}
