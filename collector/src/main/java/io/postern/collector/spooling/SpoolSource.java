package io.postern.collector.spooling;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.LineSource;
import io.postern.collector.following.LogFile;
import io.postern.collector.following.Place;
import io.postern.collector.following.Position;
import io.postern.collector.following.Receipt;
import io.postern.collector.following.SourceCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Reads a spool: its files one after the other, as any log is read, each deleted when all of it is safe.
public final class SpoolSource implements LineSource {

    private static final Logger LOG = Logger.getLogger(SpoolSource.class);

    private final String name;
    private final Spool spool;
    private final LineHandler handler;
    private final int maxLine;
    private final SourceCounters counters = new SourceCounters();
    private final Map<Path, LogFile> files = new LinkedHashMap<>();
    private List<Position> remembered;
    private volatile String unreadable;

    /// @param remembered of the files that an earlier process left
    /// @param maxLine of a longer line so much is read, and it counts as one whose end is missing
    public SpoolSource(String name, Spool spool, List<Position> remembered, LineHandler handler, int maxLine) {
        this.name = name;
        this.spool = spool;
        this.remembered = List.copyOf(remembered);
        this.handler = handler;
        this.maxLine = maxLine;
    }

    @Override
    public boolean poll(byte[] buffer) {
        boolean held = false;
        try {
            held = read(buffer);
            unreadable = null;
        } catch (IOException e) {
            String why = "cannot read the spool: " + e.getMessage();
            if (!why.equals(unreadable)) {
                LOG.warnf("Trying on: %s; source=%s", why, name);
            }
            unreadable = why;
        }
        return held;
    }

    private boolean read(byte[] buffer) throws IOException {
        boolean held = false;
        for (Spool.Part part : spool.parts()) {
            LogFile file = opened(part.path());
            held = held || readOn(file, part.sealed(), buffer);
            if (part.sealed() && file.isDone()) {
                file.close();
                files.remove(part.path());
                spool.remove(part.path());
            }
        }
        remembered = List.of();
        measure();
        return held;
    }

    /// @return whether lines wait
    private boolean readOn(LogFile file, boolean sealed, byte[] buffer) throws IOException {
        return switch (file.read(buffer, 0, this::take)) {
            case HELD -> true;
            case READ -> sealed && !file.finish(buffer, this::take);
            case TRUNCATED -> throw new IOException("somebody else wrote to it");
        };
    }

    private LogFile opened(Path path) throws IOException {
        LogFile known = files.get(path);
        if (known != null) {
            return known;
        }
        Optional<Position> before =
                remembered.stream().filter(position -> position.isOf(path)).findFirst();
        LogFile file = LogFile.open(path, 0, null, before.map(Position::offset).orElse(0L));
        files.put(path, file);
        return file;
    }

    /// The first line of each file is the spool's own.
    private Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole) {
        if (offset == 0) {
            return Receipt.SAFE;
        }
        boolean cut = to - from > maxLine;
        Receipt receipt = handler.take(file, offset, bytes, from, cut ? from + maxLine : to, whole && !cut);
        if (receipt != null) {
            counters.line(cut);
        }
        return receipt;
    }

    private void measure() throws IOException {
        long lag = 0;
        long safe = 0;
        for (LogFile file : files.values()) {
            lag += file.lag();
            safe = file.safeOffset();
        }
        counters.reached(safe, lag);
    }

    @Override
    public void rewind() {
        files.values().forEach(LogFile::rewind);
        handler.rewound();
    }

    @Override
    public Place place() {
        return Place.of(
                remembered.isEmpty()
                        ? files.values().stream().map(LogFile::position).toList()
                        : remembered);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Path> writtenTo() {
        return List.of(spool.directory());
    }

    @Override
    public SourceCounters counters() {
        // Also while Kafka is away and nothing is read.
        counters.dropped(spool.dropped());
        counters.problem(unreadable == null ? spool.trouble() : unreadable);
        return counters;
    }

    @Override
    public void close() throws IOException {
        for (Iterator<LogFile> all = files.values().iterator(); all.hasNext(); all.remove()) {
            all.next().close();
        }
        spool.close();
    }
}
