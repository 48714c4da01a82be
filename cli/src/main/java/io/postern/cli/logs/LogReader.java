package io.postern.cli.logs;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.AttemptObserved;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// The attempts of one log, oldest file first. What cannot be read to its end is noted, and the next file begins.
final class LogReader implements Closeable {

    private final Queue<LogInput> inputs;
    private final LogCounts counts;
    private final LineParser parser;
    private LogInput input;
    private InputStream in;
    private RawLines lines;
    private long number;
    private Instant written = Instant.EPOCH;

    /// @param inputs in the order in which they were written
    LogReader(List<LogInput> inputs, ZoneId zone, LogCounts counts) {
        this.inputs = new ArrayDeque<>(inputs);
        this.counts = counts;
        this.parser = new LineParser(new ParserSettings(zone, () -> written, "localhost"));
    }

    /// Null at the end.
    AttemptObserved next() throws IOException {
        while (lines != null || openNext()) {
            Reading reading = read();
            AttemptObserved attempt = reading == null ? null : attempt(reading);
            if (attempt != null) {
                counts.attempt(attempt);
                return attempt;
            }
        }
        return null;
    }

    /// Null when the file ends.
    private Reading read() throws IOException {
        try {
            if (lines.next()) {
                number++;
                counts.line();
                return parser.read(lines.bytes(), 0, lines.length());
            }
        } catch (IOException e) {
            counts.damaged(input.name(), "line " + (number + 1) + " and what follows: " + e.getMessage());
        }
        close();
        return null;
    }

    private AttemptObserved attempt(Reading reading) {
        return switch (reading) {
            case Reading.Attempt attempt -> observed(attempt);
            case Reading.Mail mail when mail.login() != null -> observed(mail.login());
            case Reading other -> {
                counts.noAttempt(other);
                yield null;
            }
        };
    }

    /// The place is the id: it is the same in every replay, and it is what an operator wants to look at.
    private AttemptObserved observed(Reading.Attempt attempt) {
        String place = input.name() + ":" + number;
        return attempt.observed(place, place);
    }

    private boolean openNext() throws IOException {
        while (!inputs.isEmpty()) {
            input = inputs.remove();
            number = 0;
            try {
                written = input.written();
                in = input.open(counts);
                lines = new RawLines(in);
                return true;
            } catch (IOException e) {
                counts.damaged(input.name(), String.valueOf(e.getMessage()));
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
        in = null;
        lines = null;
    }
}
