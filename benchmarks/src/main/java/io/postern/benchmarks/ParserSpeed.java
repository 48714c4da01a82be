package io.postern.benchmarks;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/// Parses a whole log on one thread, every line by every parser, and says how long it took.
///
/// One pass in a fresh JVM is what a batch run costs, start included when timed from outside; later passes are what a
/// running agent costs.
final class ParserSpeed {

    private ParserSpeed() {}

    /// Arguments: the log, and how many passes (1 unless given).
    public static void main(String[] args) throws IOException {
        byte[] log = Files.readAllBytes(Path.of(args[0]));
        int passes = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        for (int pass = 1; pass <= passes; pass++) {
            long began = System.nanoTime();
            long lines = 0;
            long attempts = 0;
            LineParser parser = new LineParser(new ParserSettings(ZoneOffset.UTC, Clock.systemUTC(), "localhost"));
            int from = 0;
            while (from < log.length) {
                int to = from;
                while (to < log.length && log[to] != '\n') {
                    to++;
                }
                if (parser.read(log, from, to) instanceof Reading.Attempt attempt) {
                    attempts += attempt.attempts();
                }
                lines++;
                from = to + 1;
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "pass %d: %d lines, %d attempts, %.2f s, %,.0f lines/s, %.0f MB/s%n",
                    pass, lines, attempts, seconds, lines / seconds, log.length / seconds / 1e6);
        }
    }
}
