package io.postern.cli.logs;

import io.postern.collector.parsing.Format;
import io.postern.events.AttemptObserved;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The attempts of several logs, of one host or of many, in the order in which they happened: within one log in the
/// order of its lines, between logs by their time.
public final class History implements Closeable {

    /// @param zone of stamps that name none
    /// @param now for the year of stamps in standard input; those in files go by the time the file was written
    /// @param formats of an operator
    public record Settings(ZoneId zone, Instant now, List<Format> formats) {}

    private record Head(AttemptObserved attempt, int index, LogReader log) {}

    private final LogCounts counts = new LogCounts();
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.attempt().at()).thenComparingInt(Head::index));
    private final List<LogReader> readers;
    private final long size;
    private boolean begun;

    private History(List<List<LogInput>> logs, Settings settings, long size) {
        this.readers = logs.stream()
                .map(inputs -> new LogReader(inputs, settings, counts))
                .toList();
        this.size = size;
    }

    /// @param stdin read as a log of its own, beside the files; null for none
    public static History of(List<Path> files, InputStream stdin, Settings settings) throws IOException {
        List<List<LogInput>> logs = new ArrayList<>();
        long size = 0;
        for (LogGroup group : LogGroup.of(files)) {
            List<LogInput> inputs = new ArrayList<>();
            for (Path file : group.files()) {
                inputs.add(new LogInput.OfFile(file));
                size += Files.size(file);
            }
            logs.add(oldestFirst(inputs, settings.zone()));
        }
        if (stdin != null) {
            logs.add(List.of(new LogInput.OfStream(stdin, settings.now())));
        }
        return new History(logs, settings, stdin == null ? size : -1);
    }

    private static List<LogInput> oldestFirst(List<LogInput> inputs, ZoneId zone) {
        record Begun(LogInput input, Instant at) {}
        return inputs.size() == 1
                ? inputs
                : inputs.stream()
                        .map(input -> new Begun(input, FirstStamp.of(input, zone)))
                        .sorted(Comparator.comparing(Begun::at))
                        .map(Begun::input)
                        .toList();
    }

    /// Null at the end.
    public AttemptObserved next() throws IOException {
        if (!begun) {
            begun = true;
            for (int i = 0; i < readers.size(); i++) {
                advance(i, readers.get(i));
            }
        }
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.index(), head.log());
        return head.attempt();
    }

    private void advance(int index, LogReader log) throws IOException {
        AttemptObserved next = log.next();
        if (next != null) {
            heads.add(new Head(next, index, log));
        }
    }

    public LogCounts counts() {
        return counts;
    }

    /// Bytes to read in all; -1 when standard input is among them.
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        for (LogReader reader : readers) {
            reader.close();
        }
    }
}
