package io.postern.collector.receiving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.Receipt;
import io.postern.collector.spooling.Spool;
import io.postern.collector.spooling.SpoolSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardInputTest {

    private static final int MAX_LINE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();
    private final List<Boolean> whole = new ArrayList<>();

    @Test
    void takesEveryLineUpToTheEndOfTheInput() throws Exception {
        try (Spool spool = Spool.open(directory, 1 << 20)) {
            Thread reader = StandardInput.read(input("one\ntwo\n\nwithout a line feed"), spool, MAX_LINE);
            assertThat(reader.join(PATIENCE)).isTrue();
            ship(spool);
        }

        assertThat(lines).containsExactly("one", "two", "", "without a line feed");
    }

    @Test
    void takesALineAsSoonAsItIsThere() throws Exception {
        try (Spool spool = Spool.open(directory, 1 << 20);
                PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(writer)) {
            Thread reader = StandardInput.read(in, spool, MAX_LINE);
            writer.write("one\nhalf".getBytes(UTF_8));
            writer.flush();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (lines.isEmpty() && System.nanoTime() < deadline) {
                ship(spool);
                Thread.sleep(5);
            }
            assertThat(lines).containsExactly("one");
            writer.close();
            assertThat(reader.join(PATIENCE)).isTrue();
        }
    }

    @Test
    void cutsALineThatIsTooLong() throws Exception {
        try (Spool spool = Spool.open(directory, 1 << 20)) {
            Thread reader = StandardInput.read(input("x".repeat(5000) + "\ntwo\n"), spool, MAX_LINE);
            assertThat(reader.join(PATIENCE)).isTrue();
            ship(spool);
        }

        assertThat(lines).containsExactly("x".repeat(MAX_LINE), "two");
        assertThat(whole).containsExactly(false, true);
    }

    @Test
    void waitsWithTheRestWhileTheSpoolIsFull() throws Exception {
        String text = IntStream.range(0, 5000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        try (Spool spool = Spool.open(directory, 16 << 10)) {
            Thread reader = StandardInput.read(input(text), spool, MAX_LINE);
            assertThat(reader.join(Duration.ofMillis(300))).isFalse();
            SpoolSource source = source(spool);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (lines.size() < 5000 && System.nanoTime() < deadline) {
                source.poll(new byte[2 * MAX_LINE]);
                Thread.sleep(1);
            }
            assertThat(spool.dropped()).isZero();
            assertThat(reader.join(PATIENCE)).isTrue();
        }

        assertThat(lines).hasSize(5000).doesNotHaveDuplicates().last().isEqualTo("line 4999");
    }

    private void ship(Spool spool) {
        source(spool).poll(new byte[2 * MAX_LINE]);
    }

    private SpoolSource source(Spool spool) {
        return new SpoolSource("stdin", spool, List.of(), new Kept(), MAX_LINE);
    }

    private static ByteArrayInputStream input(String text) throws IOException {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private final class Kept implements LineHandler {
        @Override
        public Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean isWhole) {
            lines.add(new String(bytes, from, to - from, UTF_8));
            whole.add(isWhole);
            return Receipt.SAFE;
        }

        @Override
        public void rewound() {}
    }
}
