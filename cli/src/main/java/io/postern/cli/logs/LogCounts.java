package io.postern.cli.logs;

import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was found in the logs so far.
public final class LogCounts {

    /// Lines between two looks at the clock.
    private static final int TICK = 4096;

    private Runnable progress = () -> {};
    private long bytes;
    private long lines;
    private long attempts;
    private long unparsed;
    private long ambiguous;
    private final Map<Outcome, Long> tries = new EnumMap<>(Outcome.class);
    private final List<String> damaged = new ArrayList<>();

    void bytes(long more) {
        bytes += more;
    }

    void line() {
        lines++;
        if (lines % TICK == 0) {
            progress.run();
        }
    }

    /// @param seen runs every few thousand lines
    public void whileReading(Runnable seen) {
        progress = seen;
    }

    void attempt(AttemptObserved attempt) {
        attempts++;
        tries.merge(attempt.outcome(), (long) attempt.attempts(), Long::sum);
    }

    void unreadable() {
        unparsed++;
    }

    void unclear() {
        ambiguous++;
    }

    void damaged(String file, String why) {
        damaged.add(file + ": " + why);
    }

    /// Read from the files as they lie there, compressed or not.
    public long bytes() {
        return bytes;
    }

    public long lines() {
        return lines;
    }

    /// Lines that tell of an attempt.
    public long attempts() {
        return attempts;
    }

    /// Login lines that could not be read.
    public long unparsed() {
        return unparsed;
    }

    /// Login lines of which one cannot tell who tried.
    public long ambiguous() {
        return ambiguous;
    }

    /// As the lines tell them: some are told twice.
    public Map<Outcome, Long> tries() {
        return tries;
    }

    /// Files of which not all could be read, and why.
    public List<String> damaged() {
        return damaged;
    }
}
