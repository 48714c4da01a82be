package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.enforcing.Reports;
import io.postern.collector.following.FileSource;
import io.postern.collector.following.Offsets;
import io.postern.collector.following.Start;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.reporting.Heartbeat;
import io.postern.collector.shipping.EventProducer;
import io.postern.collector.shipping.LineShipping;
import io.postern.events.AttemptObserved;
import io.postern.events.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector's thread with a Kafka that answers as told.
class CollectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path directory;

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final AtomicInteger connections = new AtomicInteger();
    private final CollectorStatus status = new CollectorStatus(System::nanoTime);
    private MailLog log;
    private EventProducer producer;
    private FileSource source;
    private Collector collector;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        log = new MailLog(directory.resolve("mail.log"));
        producer = new EventProducer(() -> kafka, 100, System::nanoTime, time -> {});
        ParserSettings settings = new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(NOON), "mx1");
        LineShipping shipping =
                new LineShipping(log.file().toString(), settings, producer, Duration.ofSeconds(3), System::nanoTime);
        source = new FileSource(
                log.file(),
                List.of(),
                shipping,
                new FileSource.Settings(65_536, Start.BEGINNING, Duration.ofSeconds(1)),
                System::nanoTime);
        collector = new Collector(
                FollowedLogs.of(List.of(new FollowedLog(source, shipping))),
                producer,
                new KafkaWatch(producer, this::connect, status, System.nanoTime()),
                Offsets.open(directory.resolve("state")),
                Map.of(),
                new Heartbeat("mx1", "test", Clock.fixed(NOON, ZoneOffset.UTC)),
                new Collector.Pace(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofHours(1)),
                65_536,
                status,
                () -> {},
                new Reports(),
                System::nanoTime);
        thread = Thread.ofPlatform().start(collector);
    }

    @AfterEach
    void end() throws InterruptedException {
        collector.stop();
        assertThat(thread.join(PATIENCE)).isTrue();
    }

    private void connect() throws IOException {
        if (connections.incrementAndGet() == 1) {
            throw new IOException("not yet");
        }
        producer.connect(List.of());
    }

    @Test
    void readsAndSendsAgainWhatKafkaRefused() throws IOException {
        log.write(10);
        Eventually.within(PATIENCE, () -> attempts().size() == 10);
        kafka.completeNext();
        kafka.completeNext();
        while (kafka.errorNext(new TimeoutException("too late"))) {}
        Eventually.within(PATIENCE, () -> attempts().size() == 19 || attempts().size() == 18);
        assertThat(status.trouble()).contains("too late");
        assertThat(attempts().stream().map(AttemptObserved::id).distinct()).hasSize(10);

        log.write(1);
        Eventually.within(PATIENCE, () -> {
            kafka.completeNext();
            return status.trouble() == null && source.counters().lag() == 0;
        });

        assertThat(attempts().stream().map(AttemptObserved::account).distinct())
                .containsExactlyElementsOf(log.accounts());
    }

    @Test
    void triesAgainUntilKafkaIsReached() {
        Eventually.within(PATIENCE, status::isConnected);

        assertThat(connections).hasValue(2);
        assertThat(status.trouble()).isNull();
    }

    @Test
    void remembersWhereItWasWhenItStops() throws Exception {
        log.write(10);
        Eventually.within(PATIENCE, () -> {
            kafka.completeNext();
            return source.counters().lines() == 20 && source.counters().lag() == 0;
        });
        collector.stop();
        Eventually.within(PATIENCE, () -> {
            while (kafka.completeNext()) {}
            return !thread.isAlive();
        });

        try (Offsets offsets = Offsets.open(directory.resolve("state"))) {
            assertThat(offsets.load().get(log.file().toString()).files())
                    .singleElement()
                    .satisfies(
                            position -> assertThat(position.offset()).isEqualTo(java.nio.file.Files.size(log.file())));
        }
    }

    private List<AttemptObserved> attempts() {
        return kafka.history().stream()
                .filter(sent -> sent.topic().equals(Topic.ATTEMPTS.name()))
                .map(sent -> Topic.ATTEMPTS.read(sent.value()))
                .toList();
    }
}
