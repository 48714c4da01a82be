package io.postern.collector.shipping;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.Receipt;
import io.postern.collector.parsing.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// The lines of one source on their way to Kafka.
public final class AttemptShipping implements LineHandler {

    private static final Logger LOG = Logger.getLogger(AttemptShipping.class);

    private final Path path;
    private final ParserSettings settings;
    private final AttemptProducer producer;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong unparsed = new AtomicLong();
    private final Set<String> told = new HashSet<>();
    private LineParser parser;
    private volatile Instant lastEvent;

    public AttemptShipping(Path path, ParserSettings settings, AttemptProducer producer) {
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
            case Reading.Attempt attempt -> {
                String id = AttemptId.of(settings.host(), file, offset, bytes, from, to);
                attempts.incrementAndGet();
                Instant at = attempt.at();
                if (lastEvent == null || at.isAfter(lastEvent)) {
                    lastEvent = at;
                }
                yield producer.send(attempt.observed(id, path + "@" + offset));
            }
            case Reading.NoAttempt none -> Receipt.SAFE;
            case Reading.Ignored ignored -> Receipt.SAFE;
            case Reading.Unreadable unreadable -> unreadable(unreadable.reason(), offset);
        };
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

    public long unparsed() {
        return unparsed.get();
    }

    /// Event time of the newest attempt; null before the first.
    public Instant lastEvent() {
        return lastEvent;
    }
}
