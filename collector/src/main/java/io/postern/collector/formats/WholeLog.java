package io.postern.collector.formats;

import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads a log from its first line to its last, on as many cores as there are: for whoever does not follow it.
public final class WholeLog {

    /// Told of the lines in their order, on the caller's thread.
    @FunctionalInterface
    public interface Listener {

        /// @param bytes valid only during the call
        /// @param to exclusive; line feed, carriage return and blanks at the end are not in it
        void line(byte[] bytes, int from, int to, Reading reading) throws IOException;
    }

    /// One is cut, two are read, one is told of.
    private static final int CHUNKS = 4;

    private final Supplier<LineParser> parsers;

    /// @param parsers all alike
    public WholeLog(Supplier<LineParser> parsers) {
        this.parsers = parsers;
    }

    /// What the stream has at present is told of before more is waited for.
    public void read(InputStream in, Listener listener) throws IOException {
        Chunk[] chunks = Stream.generate(Chunk::new).limit(CHUNKS).toArray(Chunk[]::new);
        LineParser settling = parsers.get();
        CompletableFuture<?>[] done = new CompletableFuture<?>[CHUNKS];
        try (Lanes lanes = new Lanes(parsers)) {
            int told = 0;
            int filled = 0;
            while (chunks[filled % CHUNKS].fill(in, chunks[(filled + CHUNKS - 1) % CHUNKS])) {
                done[filled % CHUNKS] = lanes.read(chunks[filled % CHUNKS]);
                filled++;
                int ahead = in.available() > 0 ? CHUNKS - 1 : 0;
                while (filled - told > ahead) {
                    done[told % CHUNKS].join();
                    chunks[told % CHUNKS].tell(settling, listener);
                    told++;
                }
            }
            while (told < filled) {
                done[told % CHUNKS].join();
                chunks[told % CHUNKS].tell(settling, listener);
                told++;
            }
        }
    }

    /// A thread and a parser for each lane.
    private static final class Lanes implements AutoCloseable {

        private final ExecutorService[] threads = new ExecutorService[Chunk.LANES];
        private final LineParser[] parsers = new LineParser[Chunk.LANES];

        private Lanes(Supplier<LineParser> parser) {
            Arrays.setAll(threads, lane -> Executors.newSingleThreadExecutor());
            Arrays.setAll(parsers, lane -> parser.get());
        }

        private CompletableFuture<?> read(Chunk chunk) {
            CompletableFuture<?>[] all = new CompletableFuture<?>[Chunk.LANES];
            Arrays.setAll(
                    all, lane -> CompletableFuture.runAsync(() -> chunk.read(lane, parsers[lane]), threads[lane]));
            return CompletableFuture.allOf(all);
        }

        @Override
        public void close() {
            for (ExecutorService thread : threads) {
                thread.shutdown();
            }
        }
    }
}
