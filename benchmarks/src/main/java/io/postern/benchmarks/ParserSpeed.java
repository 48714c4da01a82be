package io.postern.benchmarks;

import io.postern.collector.formats.LineParser;
import io.postern.collector.formats.WholeLog;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.StringJoiner;

/// Parses a whole log, every line by every parser, and says what was found and how long it took.
///
/// One pass in a fresh JVM is what a batch run costs, start included when timed from outside; later passes are what a
/// running process costs.
final class ParserSpeed {

    private ParserSpeed() {}

    /// Arguments: the log, and how many passes (1 unless given).
    public static void main(String[] args) throws IOException {
        Path log = Path.of(args[0]);
        int passes = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        for (int pass = 1; pass <= passes; pass++) {
            long began = System.nanoTime();
            Tally tally = new Tally();
            try (InputStream in = Files.newInputStream(log)) {
                new WholeLog(ParserSpeed::parser).read(in, tally);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "pass %d: %.2f s, %,.0f lines/s, %.0f MB/s: %s%n",
                    pass, seconds, tally.lines / seconds, Files.size(log) / seconds / 1e6, tally);
        }
    }

    private static LineParser parser() {
        return new LineParser(new ParserSettings(ZoneOffset.UTC, Clock.systemUTC(), "localhost"));
    }

    private static final class Tally implements WholeLog.Listener {

        private final int[] kinds = new int[Kind.values().length];
        private long lines;
        private long attempts;
        private long steps;

        @Override
        public void line(byte[] bytes, int from, int to, Reading reading) {
            lines++;
            kinds[reading.kind().ordinal()]++;
            switch (reading) {
                case Reading.Attempt attempt -> attempts += attempt.attempts();
                case Reading.Mail mail -> steps++;
                case Reading.Ambiguous unclear -> {}
                case Reading.NoAttempt connection -> {}
                case Reading.Ignored ignored -> {}
                case Reading.Unreadable unreadable -> {}
            }
        }

        @Override
        public String toString() {
            StringJoiner parts = new StringJoiner(", ", "(", ")");
            for (Kind kind : Kind.values()) {
                parts.add(kind.wire() + " " + kinds[kind.ordinal()]);
            }
            return "%,d lines, %,d attempts, %,d steps of messages %s".formatted(lines, attempts, steps, parts);
        }
    }
}
