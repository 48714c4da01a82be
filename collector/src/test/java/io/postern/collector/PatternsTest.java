package io.postern.collector;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.collector.following.Place;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.shipping.EventProducer;
import io.postern.collector.shipping.LineShipping;
import io.postern.events.AttemptObserved;
import io.postern.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are configured by a pattern, come and go.
class PatternsTest {

    private static final String LINE =
            "Nov 20 10:34:%02d mx postfix/smtpd[1]: warning: unknown[203.0.113.%d]: SASL LOGIN"
                    + " authentication failed: x%n";

    @TempDir
    Path directory;

    private final byte[] buffer = new byte[1 << 17];
    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private EventProducer producer;
    private FollowedLogs logs = FollowedLogs.of(List.of());

    @BeforeEach
    void connect() throws Exception {
        producer = new EventProducer(() -> kafka, 100, System::nanoTime, time -> {});
        producer.connect(List.of());
    }

    @AfterEach
    void close() throws IOException {
        for (FollowedLog log : logs.all()) {
            log.source().close();
        }
        producer.close();
    }

    @Test
    void followsEveryFileThatMatchesAndNoRotatedOne() throws IOException {
        write("mail.log", 1);
        write("mail.err", 2);
        write("mail.log.1", 3);
        write("mail.log.2.gz", 4);
        write("daemon.log", 5);
        write(".mail.log", 6);
        Files.createDirectory(directory.resolve("mail.d"));
        follow("mail*");

        assertThat(names()).containsExactlyInAnyOrder("mail*", "mail.err", "mail.log");
    }

    @Test
    void readsTheRotatedFilesWithTheirLog() throws IOException {
        write("mail.log", 2);
        write("mail.log.1", 1);
        follow("mail*");
        turn();

        assertThat(clients()).containsExactly("203.0.113.1", "203.0.113.2");
    }

    @Test
    void followsAFileThatComesLaterFromItsBeginning() throws IOException {
        write("a-dovecot-1.log", 1);
        follow("*dovecot*.log", "start-at", "END");
        turn();
        write("b-dovecot-2.log", 2);
        pass(Duration.ofSeconds(5));
        turn();
        write("a-dovecot-1.log", 3);
        turn();

        assertThat(names()).containsExactly("*dovecot*.log", "a-dovecot-1.log", "b-dovecot-2.log");
        assertThat(clients()).containsExactly("203.0.113.2", "203.0.113.3");
    }

    @Test
    void forgetsAFileThatIsGoneWhenAllOfItWasRead() throws IOException {
        write("a-dovecot-1.log", 1);
        follow("*dovecot*.log");
        turn();
        assertThat(registry.find("postern.collector.lag").gauges()).hasSize(2);
        write("a-dovecot-1.log", 2);
        Files.delete(directory.resolve("a-dovecot-1.log"));
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(5));
            turn();
        }

        assertThat(names()).containsExactly("*dovecot*.log");
        assertThat(clients()).containsExactly("203.0.113.1", "203.0.113.2");
        assertThat(logs.takeGone())
                .containsExactly(directory.resolve("a-dovecot-1.log").toString());
        assertThat(registry.find("postern.collector.lag").gauges()).hasSize(1);
    }

    @Test
    void keepsAFileWhoseNameIsGoneForAMoment() throws IOException {
        write("mail.log", 1);
        follow("mail*");
        turn();
        Files.move(directory.resolve("mail.log"), directory.resolve("mail.log.1"));
        pass(Duration.ofSeconds(5));
        turn();
        write("mail.log", 2);
        pass(Duration.ofSeconds(5));
        turn();

        assertThat(names()).containsExactly("mail*", "mail.log");
        assertThat(clients()).containsExactly("203.0.113.1", "203.0.113.2");
    }

    @Test
    void saysThatAPatternMatchesNothing() throws IOException {
        follow("mail*");
        assertThat(problem()).isEqualTo("matches no file");

        write("mail.log", 1);
        pass(Duration.ofSeconds(5));

        assertThat(problem()).isNull();
    }

    @Test
    void looksIntoEveryDirectoryThatMatches() throws IOException {
        for (String pod : List.of("mail_dovecot-0_1", "mail_dovecot-1_2", "web_nginx_3")) {
            Files.createDirectories(directory.resolve("pods").resolve(pod).resolve("dovecot"));
            write("pods/" + pod + "/dovecot/0.log", 1);
        }
        follow("pods/mail_*/{dovecot,postfix}/?.log");

        assertThat(logs.all()).hasSize(3);
    }

    @Test
    void followsAFileWhoseNameHasACommaOrAWildcard() throws IOException {
        write("mail,imap.log", 1);
        write("mail[1].log", 2);
        begin(Map.of(
                "files[0]", directory.resolve("mail,imap.log").toString(),
                "files[1]", directory.resolve("mail[1].log").toString()));
        turn();

        assertThat(names()).containsExactly("mail,imap.log", "mail[1].log");
        assertThat(clients()).containsExactly("203.0.113.1", "203.0.113.2");
    }

    @Test
    void followsAFileOnceThatIsNamedAndMatches() throws IOException {
        write("mail.log", 1);
        begin(Map.of("files", directory.resolve("mail.log") + "," + directory.resolve("*.log")));
        turn();

        assertThat(clients()).containsExactly("203.0.113.1");
    }

    @Test
    void remembersNothingOfFilesThatAreNoMore() throws IOException {
        write("mail.log", 1);
        CollectorConfig config = Given.of(directory, List.of(directory.resolve("gone-but-named.log")));
        Map<String, Place> saved = Map.of(
                directory.resolve("mail.log").toString(),
                Place.NONE,
                directory.resolve("gone.log").toString(),
                Place.NONE,
                directory.resolve("gone-but-named.log").toString(),
                Place.NONE,
                "journal",
                Place.of("cursor"));

        assertThat(FilesStartup.existing(saved, config))
                .containsOnlyKeys(
                        directory.resolve("mail.log").toString(),
                        directory.resolve("gone-but-named.log").toString(),
                        "journal");
    }

    private void follow(String pattern, String... more) {
        begin(
                more.length == 0
                        ? Map.of("files[0]", directory.resolve(pattern).toString())
                        : Map.of("files[0]", directory.resolve(pattern).toString(), more[0], more[1]));
    }

    private void begin(Map<String, String> keys) {
        ParserSettings parsing =
                new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")), "mx1");
        CollectorMetrics metrics = new CollectorMetrics(registry);
        FilesStartup files = new FilesStartup(
                Given.of(directory, keys),
                metrics,
                Map.of(),
                name -> new LineShipping(name, parsing, producer, Duration.ZERO, nanos::get),
                nanos::get);
        List<FollowedLog> staying = files.sources();
        staying.forEach(metrics::watch);
        logs = new FollowedLogs(staying, files, Duration.ofSeconds(10), nanos::get);
        logs.look();
        files.started();
    }

    private void turn() {
        logs.look();
        for (int i = 0; i < 3; i++) {
            logs.all().forEach(log -> {
                log.source().poll(buffer);
                log.shipping().settle();
            });
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        logs.look();
    }

    private void write(String name, int client) throws IOException {
        Files.writeString(directory.resolve(name), LINE.formatted(client, client), CREATE, APPEND);
    }

    private List<String> names() {
        return logs.all().stream()
                .map(log -> String.valueOf(Path.of(log.name()).getFileName()))
                .toList();
    }

    private String problem() {
        return logs.all().getFirst().source().counters().problem();
    }

    private List<String> clients() {
        return kafka.history().stream()
                .filter(sent -> sent.topic().equals(Topic.ATTEMPTS.name()))
                .map(sent -> Topic.ATTEMPTS.read(sent.value()))
                .map(AttemptObserved::client)
                .map(Object::toString)
                .toList();
    }
}
