package io.postern.collector.journal;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.LineSource;
import io.postern.collector.following.Place;
import io.postern.collector.following.Receipt;
import io.postern.collector.following.SourceCounters;
import io.postern.collector.following.Start;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Follows the systemd journal. Remembered is the cursor of the last entry that is safe; when the child ends,
/// another one goes on from there.
public final class JournalSource implements LineSource {

    /// @param directory of the journal's files; null for the machine's own journal
    /// @param matches which entries, as journalctl takes them
    /// @param maxLine a longer line is cut and counts as one whose end is missing
    public record Settings(String command, Path directory, List<String> matches, Start start, int maxLine) {}

    /// An entry that is not safe yet.
    ///
    /// @param before cursor of the entry before it; null when it was the first
    /// @param offset bytes taken before it
    private record Pending(String before, long offset, Receipt receipt) {}

    private static final Logger LOG = Logger.getLogger(JournalSource.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// Entries at a time, so that a long journal does not keep other sources waiting.
    private static final int MOST = 4096;

    /// A byte that is no text takes up to five characters of JSON.
    private static final int JSON_PER_BYTE = 6;

    private final Settings settings;
    private final LineHandler handler;
    private final LongSupplier nanoTime;
    private final SourceCounters counters = new SourceCounters();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Journalctl journalctl;

    /// Read, but not taken by the handler yet.
    private JournalEntry waiting;

    /// Cursor of the last entry that was taken; null before the first.
    private String last;

    /// Cursor of the first entry that came although none was remembered; null as long as none came.
    private String first;

    private long taken;
    private boolean complained;
    private long startedAt;
    private Duration pause = SHORTEST_PAUSE;
    private long nextStart;

    /// @param remembered cursor of an earlier run; null when there was none
    public JournalSource(Settings settings, String remembered, LineHandler handler, LongSupplier nanoTime) {
        this.settings = settings;
        this.last = remembered;
        this.handler = handler;
        this.nanoTime = nanoTime;
        this.nextStart = nanoTime.getAsLong();
    }

    @Override
    public boolean poll(byte[] buffer) {
        boolean held = false;
        try {
            if (journalctl == null && !start()) {
                return false;
            }
            held = read();
            if (!held) {
                listen();
            }
        } catch (IOException e) {
            problem(String.valueOf(e.getMessage()));
            stopFor(pause);
        }
        measure();
        return held;
    }

    private boolean start() throws IOException {
        if (nanoTime.getAsLong() - nextStart < 0) {
            return false;
        }
        journalctl = Journalctl.start(
                new Journalctl.Settings(
                        settings.command(),
                        settings.directory(),
                        settings.matches(),
                        Math.multiplyExact(JSON_PER_BYTE, settings.maxLine()) + 4096),
                from());
        startedAt = nanoTime.getAsLong();
        complained = false;
        return true;
    }

    private List<String> from() {
        if (last != null) {
            return List.of("--no-tail", "--after-cursor=" + last);
        }
        if (first != null) {
            return List.of("--no-tail", "--cursor=" + first);
        }
        return List.of(settings.start() == Start.END ? "--lines=0" : "--no-tail");
    }

    private boolean read() throws IOException {
        for (int i = 0; i < MOST; i++) {
            if (waiting == null && !journalctl.next(this::received)) {
                return false;
            }
            if (waiting != null && !take(waiting)) {
                return true;
            }
            waiting = null;
        }
        return true;
    }

    private void received(byte[] json, int length) {
        if (length < 0) {
            counters.line(true);
            return;
        }
        if (length == 0 || json[0] != '{') { // "-- Boot 0123... --"
            return;
        }
        try {
            waiting = JournalEntry.read(json, length);
            well();
        } catch (IOException e) {
            problem("journalctl prints what is no entry");
        }
    }

    private boolean take(JournalEntry entry) {
        byte[] line = entry.line();
        if (last == null && first == null) {
            first = entry.cursor();
        }
        if (line != null) {
            boolean cut = line.length > settings.maxLine();
            Receipt receipt =
                    handler.take(entry.cursor(), entry.micros(), line, 0, cut ? settings.maxLine() : line.length, !cut);
            if (receipt == null) {
                return false;
            }
            counters.line(cut);
            if (!receipt.isSafe()) {
                pending.add(new Pending(last, taken, receipt));
            }
            taken += line.length;
        }
        last = entry.cursor();
        return true;
    }

    /// A child that ended says why, and another one is started after a while.
    private void listen() throws IOException {
        String complaint = journalctl.complaint();
        if (complaint != null) {
            complained = true;
            problem(complaint);
        } else if (!complained && journalctl.isAlive() && nanoTime.getAsLong() - startedAt > SETTLED.toNanos()) {
            well();
        }
        if (!journalctl.isAlive() && !journalctl.next(this::received)) {
            if (!complained) {
                problem("journalctl ended with status " + journalctl.status());
            }
            stopFor(pause);
        }
    }

    private void well() {
        if (counters.problem() != null) {
            LOG.info("The journal is read again");
            counters.problem(null);
        }
        pause = SHORTEST_PAUSE;
    }

    private void stopFor(Duration time) {
        if (journalctl != null) {
            journalctl.close();
        }
        journalctl = null;
        waiting = null;
        nextStart = nanoTime.getAsLong() + time.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void settle() {
        while (!pending.isEmpty() && pending.peek().receipt().isSafe()) {
            pending.remove();
        }
    }

    private String safe() {
        settle();
        return pending.isEmpty() ? last : pending.peek().before();
    }

    private void measure() {
        settle();
        long safeBytes = pending.isEmpty() ? taken : pending.peek().offset();
        counters.reached(safeBytes, taken - safeBytes);
    }

    private void problem(String why) {
        if (!why.equals(counters.problem())) {
            LOG.warnf("Cannot read the journal, trying on: %s", why);
            counters.problem(why);
        }
    }

    @Override
    public void rewind() {
        last = safe();
        taken = counters.position();
        pending.clear();
        stopFor(Duration.ZERO);
        pause = SHORTEST_PAUSE;
        handler.rewound();
    }

    @Override
    public Place place() {
        return Place.of(safe());
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public List<Path> writtenTo() {
        return List.of();
    }

    @Override
    public SourceCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        if (journalctl != null) {
            journalctl.close();
        }
    }
}
