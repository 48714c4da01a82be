package io.postern.collector.shipping;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.Receipt;
import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// The lines of one source on their way to Kafka.
public final class LineShipping implements LineHandler {

    private static final Logger LOG = Logger.getLogger(LineShipping.class);

    private final String source;
    private final ParserSettings settings;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong mailflow = new AtomicLong();
    private final AtomicLong unparsed = new AtomicLong();
    private final AtomicLong ambiguous = new AtomicLong();
    private final Set<String> told = new HashSet<>();
    private final LongSupplier nanoTime;
    private final HeldTries held;
    private final Outbox outbox;
    private final List<Receipt.Deferred> parts = new ArrayList<>();
    private LineParser parser;
    private Instant written = Instant.MAX;
    private volatile Instant lastEvent;

    /// @param source its name, as the origin of each event has it
    /// @param patience how long to wait for another password database's word, see [HeldTries]
    /// @param nanoTime a clock that never goes back
    public LineShipping(
            String source, ParserSettings settings, EventProducer producer, Duration patience, LongSupplier nanoTime) {
        this.source = source;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.held = new HeldTries(patience, this::ship, producer::hasRoom);
        this.outbox = new Outbox(producer);
        this.parser = new LineParser(settings);
    }

    @Override
    public Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole) {
        if (!outbox.hasRoom()) {
            return null;
        }
        Receipt receipt = ship(parser.read(bytes, from, to), file, offset, bytes, from, to, whole);
        if (parser.isInLine()) {
            return inLine(receipt);
        }
        parts.forEach(part -> part.settle(receipt));
        parts.clear();
        return receipt;
    }

    /// A part of a line is safe when the line is, so that it is read again from its beginning. A line that comes
    /// between the parts waits with them.
    private Receipt inLine(Receipt receipt) {
        Receipt.Deferred part = Receipt.deferred();
        parts.add(part);
        return Receipt.both(receipt, part);
    }

    private Receipt ship(Reading reading, String file, long offset, byte[] bytes, int from, int to, boolean whole) {
        return switch (reading) {
            // Of a torn line the part that the server itself wrote may be missing, and what a user name says in its
            // place.
            case Reading.Attempt attempt when !whole -> unreadable("its end is missing", offset);
            case Reading.Mail step when !whole -> unreadable("its end is missing", offset);
            case Reading.Attempt attempt ->
                take(attempt, LineId.of(settings.host(), file, offset, bytes, from, to), offset);
            case Reading.Mail step -> {
                timePassed(step.at());
                String id = LineId.of(settings.host(), file, offset, bytes, from, to);
                Receipt receipt = ship(step, id, offset);
                yield step.login() == null ? receipt : Receipt.both(take(step.login(), id, offset), receipt);
            }
            case Reading.Ambiguous unclear -> {
                ambiguous.incrementAndGet();
                yield Receipt.SAFE;
            }
            case Reading.NoAttempt none -> {
                timePassed(none.at());
                yield Receipt.SAFE;
            }
            case Reading.Ignored ignored -> Receipt.SAFE;
            case Reading.Unreadable unreadable -> unreadable(unreadable.reason(), offset);
        };
    }

    private Receipt take(Reading.Attempt attempt, String id, long offset) {
        return held.take(new HeldTries.Line(attempt, id, offset), nanoTime.getAsLong());
    }

    private Receipt ship(HeldTries.Line line) {
        attempts.incrementAndGet();
        happened(line.attempt().at());
        boolean mayBan = line.attempt().outcome() != Outcome.SUCCEEDED;
        AttemptObserved event = line.attempt().observed(line.id(), source + "@" + line.offset());
        return outbox.put(Topic.ATTEMPTS.record(event), mayBan, nanoTime.getAsLong());
    }

    private Receipt ship(Reading.Mail step, String id, long offset) {
        mailflow.incrementAndGet();
        happened(step.at());
        return outbox.put(Topic.MAILFLOW.record(step.event(id, source + "@" + offset)), false, nanoTime.getAsLong());
    }

    private void happened(Instant at) {
        if (lastEvent == null || at.isAfter(lastEvent)) {
            lastEvent = at;
        }
    }

    private void timePassed(Instant at) {
        held.timePassed(at, nanoTime.getAsLong());
    }

    /// To be called when all lines are read that there are: ships what is urgent, and what was held back long enough.
    public void settle() {
        timePassed(null);
        outbox.settle(nanoTime.getAsLong());
    }

    /// Ships what need not be held back: nothing more is to be read.
    public void farewell() {
        outbox.shipAll();
    }

    private Receipt unreadable(String reason, long offset) {
        unparsed.incrementAndGet();
        if (told.add(reason)) { // the line itself may hold a password
            LOG.warnf("A login line cannot be read: %s; origin=%s@%d", reason, source, offset);
        }
        return Receipt.SAFE;
    }

    @Override
    public void writtenUntil(Instant moment) {
        written = moment;
        parser.writtenUntil(moment);
    }

    /// The parser remembers logins that are counted; they may be among what comes again.
    @Override
    public void rewound() {
        parts.clear();
        parser = new LineParser(settings);
        held.clear();
        outbox.clear();
        parser.writtenUntil(written);
    }

    /// Handed to Kafka since the process started.
    public long attempts() {
        return attempts.get();
    }

    /// Steps of messages handed to Kafka since the process started.
    public long mailflow() {
        return mailflow.get();
    }

    /// Login lines of which one cannot tell who tried.
    public long ambiguous() {
        return ambiguous.get();
    }

    public long unparsed() {
        return unparsed.get();
    }

    /// Event time of the newest attempt or step; null before the first.
    public Instant lastEvent() {
        return lastEvent;
    }
}
