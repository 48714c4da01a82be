package io.postern.collector.formats;

import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.io.InputStream;
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

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    /// Each thread reads one and has another to go on with; one is told of.
    private static final int CHUNKS = 2 * THREADS + 1;

    private final Supplier<LineParser> parsers;

    /// @param parsers all alike
    public WholeLog(Supplier<LineParser> parsers) {
        this.parsers = parsers;
    }

    /// What the stream has at present is told of before more is waited for.
    public void read(InputStream in, Listener listener) throws IOException {
        Chunk[] chunks =
                Stream.generate(() -> new Chunk(parsers.get())).limit(CHUNKS).toArray(Chunk[]::new);
        CompletableFuture<?>[] read = new CompletableFuture<?>[CHUNKS];
        LineParser inOrder = parsers.get();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            int filled = 0;
            int told = 0;
            boolean more = true;
            while (more) {
                Chunk chunk = chunks[filled % CHUNKS];
                more = chunk.fill(in, chunks[(filled + CHUNKS - 1) % CHUNKS]);
                if (more) {
                    read[filled % CHUNKS] = CompletableFuture.runAsync(chunk::read, threads);
                    filled++;
                }
                int ahead = more && in.available() > 0 ? CHUNKS - 1 : 0;
                while (filled - told > ahead) {
                    read[told % CHUNKS].join();
                    chunks[told % CHUNKS].tell(inOrder, listener);
                    told++;
                }
            }
        }
    }
}
