package io.postern.cli.logs;

import io.postern.collector.following.Receipt;
import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.collector.shipping.HeldTries;
import io.postern.events.AttemptObserved;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// The attempts of one log, oldest file first. What cannot be read to its end is noted, and the next file begins.
final class LogReader implements Closeable {

    private final Queue<LogInput> inputs;
    private final LogCounts counts;
    private final LineParser parser;
    private final HeldTries held = new HeldTries(this::ready);
    private final Queue<AttemptObserved> ready = new ArrayDeque<>();
    private LogInput input;
    private InputStream in;
    private RawLines lines;
    private long number;
    private Instant written = Instant.EPOCH;

    /// @param inputs in the order in which they were written
    LogReader(List<LogInput> inputs, History.Settings settings, LogCounts counts) {
        this.inputs = new ArrayDeque<>(inputs);
        this.counts = counts;
        this.parser =
                new LineParser(new ParserSettings(settings.zone(), () -> written, "localhost").with(settings::formats));
    }

    /// Null at the end.
    AttemptObserved next() throws IOException {
        while (ready.isEmpty() && (lines != null || openNext())) {
            Reading reading = read();
            if (reading != null) {
                take(reading);
            }
        }
        if (ready.isEmpty()) {
            held.shipAll();
        }
        AttemptObserved next = ready.poll();
        if (next != null) {
            counts.attempt(next);
        }
        return next;
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

    /// As the collector takes it, but that time is only that of the lines.
    private void take(Reading reading) {
        switch (reading) {
            case Reading.Attempt attempt -> take(attempt);
            case Reading.Mail mail -> {
                held.timePassed(mail.at(), 0);
                if (mail.login() != null) {
                    take(mail.login());
                }
            }
            case Reading.NoAttempt none -> held.timePassed(none.at(), 0);
            case Reading.Ambiguous unclear -> counts.unclear();
            case Reading.Unreadable unreadable -> counts.unreadable();
            case Reading.Ignored ignored -> {}
        }
    }

    private void take(Reading.Attempt attempt) {
        // The place is the id: it is the same in every replay, and what an operator wants to look at.
        held.take(new HeldTries.Line(attempt, input.name() + ":" + number, number), 0);
    }

    private Receipt ready(HeldTries.Line line) {
        ready.add(line.attempt().observed(line.id(), line.id()));
        return Receipt.SAFE;
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
