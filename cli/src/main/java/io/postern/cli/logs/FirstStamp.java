package io.postern.cli.logs;

import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.ParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;

/// When a log begins.
final class FirstStamp {

    /// Further in, a file that has no stamps yet has none.
    private static final int LINES = 1000;

    private FirstStamp() {}

    /// The end of time when no line is stamped, or the file cannot be read, which reading it will tell.
    static Instant of(LogInput input, ZoneId zone) {
        try (InputStream in = input.open(new LogCounts())) {
            Instant written = input.written();
            Line line = new Line(new ParserSettings(zone, () -> written, "localhost"));
            RawLines lines = new RawLines(in);
            for (int i = 0; i < LINES && lines.next(); i++) {
                line.fill(lines.bytes(), 0, lines.length());
                Instant at = line.at();
                if (at != null) {
                    return at;
                }
            }
            return Instant.MAX;
        } catch (IOException e) {
            return Instant.MAX;
        }
    }
}
