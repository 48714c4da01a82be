package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.events.AttemptObserved;
import io.postern.events.HostReport;
import io.postern.events.Outcome;
import io.postern.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector with a real broker of its own, which goes away and comes back.
class CollectorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

    @TempDir
    Path directory;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Backends backends;
    private MailLog log;
    private CollectorStartup collector;

    @BeforeAll
    static void quietClients() {
        CLIENTS.setLevel(Level.SEVERE); // they tell of each try to reach a broker that is away
    }

    @BeforeEach
    void startBroker() throws Exception {
        backends = Backends.start(
                Backends.Plan.once(directory.resolve("kafka")).with(BackEnd.KAFKA, new Source.Embedded(0)));
        log = new MailLog(directory.resolve("mail.log"));
        collector = collector();
    }

    @AfterEach
    void end() throws Exception {
        collector.stop(null);
        backends.close();
    }

    @Test
    void shipsEachAttemptOnceAndTellsHowThingsAre() throws Exception {
        log.write(100);
        collector.start(null);

        List<AttemptObserved> attempts = attempts(100);
        assertEachOnce(attempts);
        assertThat(attempts).allSatisfy(attempt -> {
            assertThat(attempt.host()).isEqualTo("mx1");
            assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(attempt.origin()).startsWith(log.file() + "@");
        });
        long size = Files.size(log.file());
        List<HostReport> reports = reports(List.of(size));
        HostReport last = reports.getLast();
        assertThat(last.host()).isEqualTo("mx1.example.org");
        assertThat(last.addresses()).noneMatch(address -> address.toString().startsWith("127."));
        assertThat(last.sources()).singleElement().satisfies(source -> {
            assertThat(source.position()).isEqualTo(size);
            assertThat(source.lagBytes()).isZero();
            assertThat(source.lines()).isEqualTo(200);
            assertThat(source.attempts()).isEqualTo(100);
            assertThat(source.error()).isNull();
        });
        assertThat(registry.get("postern.collector.lines").functionCounter().count())
                .isEqualTo(200);
        assertThat(registry.get("postern.collector.shipping").timer().count()).isEqualTo(100);
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws Exception {
        log.write(500);
        collector.start(null);
        attempts(500);
        collector.stop(null);

        log.write(300);
        collector = collector();
        collector.start(null);

        assertEachOnce(attempts(800));
    }

    @Test
    void waitsForABrokerThatIsNotThereYet() throws Exception {
        stopBroker();
        log.write(50);
        collector.start(null);
        Eventually.within(PATIENCE, () -> collector.status().trouble() != null);
        assertThat(collector.isRunning()).isTrue();

        backends.restart(BackEnd.KAFKA);

        assertEachOnce(attempts(50));
        assertThat(collector.status().trouble()).isNull();
    }

    @Test
    void leavesTheLogAloneWhileTheBrokerIsAwayAndLosesNothing() throws Exception {
        log.write(200);
        collector.start(null);
        attempts(200);

        stopBroker();
        log.write(2_000);
        Eventually.within(PATIENCE, () -> collector.status().trouble() != null);
        assertThat(registry.get("postern.collector.attempts").functionCounter().count())
                .as("reading pauses when enough is on its way")
                .isLessThanOrEqualTo(200 + 256);

        backends.restart(BackEnd.KAFKA);

        assertEachOnce(attempts(2_200));
        Eventually.within(PATIENCE, () -> collector.status().trouble() == null);
    }

    @Test
    void readsTheRestOfALogThatWasRotatedWhileItWasDown() throws Exception {
        log.write(100);
        collector.start(null);
        attempts(100);
        collector.stop(null);

        log.write(10);
        Files.move(log.file(), directory.resolve("mail.log.1"));
        log.write(10);
        collector = collector();
        collector.start(null);

        assertEachOnce(attempts(120));
    }

    private CollectorStartup collector() {
        return new CollectorStartup(
                Given.of(directory, List.of(log.file())),
                Given.enforcing(Map.of()),
                backends.kafka().bootstrapServers(),
                "test",
                registry);
    }

    private void stopBroker() throws IOException {
        backends.process(BackEnd.KAFKA).orElseThrow().close();
    }

    private List<AttemptObserved> attempts(int number) {
        return Topics.read(servers(), Topic.ATTEMPTS, all -> all.size() >= number, PATIENCE);
    }

    private List<HostReport> reports(List<Long> positions) {
        return Topics.read(
                servers(),
                Topic.HOSTS,
                all -> !all.isEmpty()
                        && all.getLast().sources().stream()
                                .map(HostReport.SourceReport::position)
                                .toList()
                                .equals(positions),
                PATIENCE);
    }

    private String servers() {
        return backends.kafka().bootstrapServers();
    }

    private void assertEachOnce(List<AttemptObserved> attempts) {
        assertThat(attempts).extracting(AttemptObserved::account).containsExactlyInAnyOrderElementsOf(log.accounts());
        assertThat(attempts).extracting(AttemptObserved::id).doesNotHaveDuplicates();
    }
}
