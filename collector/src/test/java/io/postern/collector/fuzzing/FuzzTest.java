package io.postern.collector.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.postern.collector.formats.LineParser;
import io.postern.collector.formats.WholeLog;
import io.postern.collector.formats.operator.OperatorFormats;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every parser on lines that were made worse, a few seconds long; `-Dpostern.fuzz=MINUTES` goes on with other seeds.
/// What is found goes into a file in src/test/fuzz.
class FuzzTest {

    private static final int LINES_OF_A_SESSION = 4000;
    private static final int SESSIONS = 12;

    /// Of the thread. What is linear needs a few milliseconds for 64 kB, what is quadratic some seconds.
    private static final Duration LONGEST = Duration.ofMillis(500);

    private static final int LONG_LINE = 1 << 16;

    private static final String OPERATORS = """
            format loose
            program dovecot postfix* authd
            failed .*user=(?P<user>.*), rip=(?P<client>\\S+), .*
            succeeded .*from (?P<client>[^ ]+) .*

            format own
            own-log
            failed .*\\[(?P<client>[0-9.]+)\\].*failed.*
            """;

    @TempDir
    Path directory;

    private List<byte[]> seeds;
    private List<Format> operators;

    @BeforeEach
    void readsTheSeeds() throws Exception {
        seeds = Seeds.all();
        Path file = Files.writeString(directory.resolve("fuzz.formats"), OPERATORS);
        operators = OperatorFormats.open(file, 0).current();
    }

    @Test
    void whatWasFoundBeforeIsRight() throws IOException {
        for (byte[] line : Seeds.found()) {
            check(new Judge(parser()), line, "src/test/fuzz");
        }
    }

    @Test
    void parsersAnswerAndBlameNobodyWhoIsNotNamed() throws IOException {
        for (long seed : seeds()) {
            Mutations mutations = new Mutations(seed, seeds);
            Judge judge = new Judge(parser());
            for (int i = 0; i < LINES_OF_A_SESSION; i++) {
                check(judge, mutations.next(), "seed " + seed);
            }
            // Lines that are only broken would show nothing.
            assertThat(judge.attempts()).isGreaterThan(LINES_OF_A_SESSION / 20);
        }
    }

    /// The collector's way and the command line's must not differ.
    @Test
    void aWholeLogIsReadAsLineByLine() throws IOException {
        for (long seed : seeds()) {
            Mutations mutations = new Mutations(~seed, seeds);
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            List<String> expected = new ArrayList<>();
            LineParser parser = parser();
            for (int i = 0; i < LINES_OF_A_SESSION / 4; i++) {
                byte[] line = mutations.next();
                expected.add(parser.read(line, 0, line.length).toString());
                log.writeBytes(line);
                log.write('\n');
            }
            List<String> read = new ArrayList<>();

            new WholeLog(this::parser)
                    .read(
                            new ByteArrayInputStream(log.toByteArray()),
                            (bytes, from, to, reading) -> read.add(reading.toString()));

            assertThat(read).hasSameSizeAs(expected);
            for (int i = 0; i < read.size(); i++) {
                if (!read.get(i).equals(expected.get(i))) { // all of them would be megabytes
                    Path found = Path.of("target/fuzz-found.log");
                    Files.write(found, log.toByteArray());
                    fail("seed %d, line %d of %s: %s, but alone %s", ~seed, i + 1, found, read.get(i), expected.get(i));
                }
            }
        }
    }

    @Test
    void longLinesTakeTimeInProportion() throws IOException {
        for (long seed : seeds()) {
            Random random = new Random(seed);
            for (int i = 0; i < 40; i++) {
                byte[] line = longLine(random);
                String text = new String(line, StandardCharsets.UTF_8);
                LineParser parser = parser();
                Duration parsing = best(() -> parser.read(line, 0, line.length));
                Duration redacting = best(() -> Redaction.of(text));
                if (parsing.plus(redacting).compareTo(LONGEST) > 0) {
                    fail("seed %d: parsing took %s, redacting %s: %s", seed, parsing, redacting, shown(line));
                }
            }
        }
    }

    /// A part of a line, again and again; where it stood, and with what stood behind it.
    private byte[] longLine(Random random) {
        byte[] line = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(line.length);
        int to = Math.min(line.length, from + 1 + random.nextInt(random.nextBoolean() ? 8 : 64));
        ByteArrayOutputStream all = new ByteArrayOutputStream(LONG_LINE + line.length);
        all.write(line, 0, to);
        while (all.size() < LONG_LINE) {
            all.write(line, from, to - from);
        }
        if (random.nextBoolean()) {
            all.write(line, to, line.length - to);
        }
        return all.toByteArray();
    }

    /// The processor's time: others may be busy.
    private static Duration best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3 && best > LONGEST.toNanos() / 4; i++) {
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
        }
        return Duration.ofNanos(best);
    }

    /// A few that are always the same, or, for as long as was asked for, ever new ones.
    private static Iterable<Long> seeds() {
        Duration time = Duration.ofSeconds((long) (60 * Double.parseDouble(System.getProperty("postern.fuzz", "0"))));
        long end = System.nanoTime() + time.toNanos();
        long first = time.isZero() ? 1 : System.nanoTime();
        return () -> new java.util.Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return time.isZero() ? given < SESSIONS : System.nanoTime() - end < 0;
            }

            @Override
            public Long next() {
                return first + given++;
            }
        };
    }

    private void check(Judge judge, byte[] line, String origin) throws IOException {
        String wrong = judge.wrong(line);
        if (wrong != null) {
            Path found = Path.of("target/fuzz-found.log");
            Files.write(found, line);
            fail("%s: %s: %s (the line is in %s)", origin, wrong, shown(line), found);
        }
    }

    private static String shown(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }

    private LineParser parser() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        return new LineParser(
                new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(now), "this-host").with(() -> operators));
    }
}
