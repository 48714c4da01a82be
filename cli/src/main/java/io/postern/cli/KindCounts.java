package io.postern.cli;

import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How many lines there were of each kind.
final class KindCounts {

    private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    private long lines;
    private long unreadable;

    void add(Reading reading) {
        lines++;
        if (reading instanceof Reading.Unreadable) {
            unreadable++;
        } else {
            kinds.merge(reading.kind(), 1L, Long::sum);
        }
    }

    long lines() {
        return lines;
    }

    /// `1,000 lines: auth 12, login_ok 300, mail 600, other 87, unreadable 1`.
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        kinds.forEach((kind, count) -> parts.add(String.format("%s %,d", kind.wire(), count)));
        if (unreadable > 0) {
            parts.add(String.format("unreadable %,d", unreadable));
        }
        return String.format("%,d lines: %s", lines, String.join(", ", parts));
    }
}
