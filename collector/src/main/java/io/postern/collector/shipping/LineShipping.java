package io.postern.collector.shipping;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.Receipt;
import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// The lines of one source on their way to Kafka.
public final class LineShipping implements LineHandler {

    private static final Logger LOG = Logger.getLogger(LineShipping.class);

    private final Path path;
    private final ParserSettings settings;
    private final EventProducer producer;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong mailflow = new AtomicLong();
    private final AtomicLong unparsed = new AtomicLong();
    private final AtomicLong ambiguous = new AtomicLong();
    private final Set<String> told = new HashSet<>();
    private LineParser parser;
    private volatile Instant lastEvent;

    public LineShipping(Path path, ParserSettings settings, EventProducer producer) {
        this.path = path;
        this.settings = settings;
        this.producer = producer;
        this.parser = new LineParser(settings);
    }

    @Override
    public Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole) {
        if (!producer.hasRoom()) {
            return null;
        }
        return switch (parser.read(bytes, from, to)) {
            // Of a torn line the part that the server itself wrote may be missing, and what a user name says in its
            // place.
            case Reading.Attempt attempt when !whole -> unreadable("its end is missing", offset);
            case Reading.Mail mail when !whole -> unreadable("its end is missing", offset);
            case Reading.Attempt attempt ->
                ship(attempt, LineId.of(settings.host(), file, offset, bytes, from, to), offset);
            case Reading.Mail mail -> {
                String id = LineId.of(settings.host(), file, offset, bytes, from, to);
                if (mail.login() != null) {
                    yield Receipt.both(ship(mail.login(), id, offset), ship(mail, id, offset));
                }
                yield ship(mail, id, offset);
            }
            case Reading.Ambiguous unclear -> {
                ambiguous.incrementAndGet();
                yield Receipt.SAFE;
            }
            case Reading.NoAttempt none -> Receipt.SAFE;
            case Reading.Ignored ignored -> Receipt.SAFE;
            case Reading.Unreadable unreadable -> unreadable(unreadable.reason(), offset);
        };
    }

    private Receipt ship(Reading.Attempt attempt, String id, long offset) {
        attempts.incrementAndGet();
        happened(attempt.at());
        return producer.send(Topic.ATTEMPTS, attempt.observed(id, path + "@" + offset));
    }

    private Receipt ship(Reading.Mail mail, String id, long offset) {
        mailflow.incrementAndGet();
        happened(mail.at());
        return producer.send(Topic.MAILFLOW, mail.event(id, path + "@" + offset));
    }

    private void happened(Instant at) {
        if (lastEvent == null || at.isAfter(lastEvent)) {
            lastEvent = at;
        }
    }

    private Receipt unreadable(String reason, long offset) {
        unparsed.incrementAndGet();
        if (told.add(reason)) { // the line itself may hold a password
            LOG.warnf("A login line cannot be read: %s; origin=%s@%d", reason, path, offset);
        }
        return Receipt.SAFE;
    }

    /// The parser remembers logins that are counted; they may be among what comes again.
    @Override
    public void rewound() {
        parser = new LineParser(settings);
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
