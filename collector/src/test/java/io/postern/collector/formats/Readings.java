package io.postern.collector.formats;

import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A parser for tests, and sums over what it read.
final class Readings {

    private Readings() {}

    static LineParser parser() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        return new LineParser(new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(now), "this-host"));
    }

    /// Attempts by client, weighted.
    static Map<String, Integer> byClient(Stream<String> lines, Predicate<Reading.Attempt> wanted) {
        LineParser parser = parser();
        Map<String, Integer> attempts = new TreeMap<>();
        lines.map(parser::read).forEach(reading -> {
            if (reading instanceof Reading.Attempt attempt && wanted.test(attempt)) {
                attempts.merge(attempt.client().toString(), attempt.attempts(), Integer::sum);
            }
        });
        return attempts;
    }
}
