package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.collector.journal.Journal;
import io.postern.events.AttemptObserved;
import io.postern.events.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The collector as its own process that is killed, or whose disk is full.
class NetworkKilledIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    private Backends backends;
    private CollectorProcess collector;

    @BeforeEach
    void startBroker() throws Exception {
        backends = Backends.start(
                Backends.Plan.once(directory.resolve("kafka")).with(BackEnd.KAFKA, new Source.Embedded(0)));
    }

    @AfterEach
    void end() throws Exception {
        if (collector != null) {
            collector.close();
        }
        backends.close();
    }

    /// A sender knows that what it sent is kept when its post is answered or its connection closed in order.
    @Test
    void whatASenderKnowsToBeKeptIsShippedHoweverOftenTheCollectorIsKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        int port = CollectorProcess.freePort();
        Map<String, String> keys = Map.of("syslog.tcp", "127.0.0.1:" + port, "dovecot-events.enabled", "true");
        for (int kill = 0; kill <= KILLS; kill++) {
            collector = CollectorProcess.start(directory, servers(), keys).awaitUp();
            Thread killer = kill == KILLS ? null : Thread.ofPlatform().start(this::killSoon);
            for (int block = 0; block < 100 && (killer == null ? block < 10 : killer.isAlive()); block++) {
                String name = kill + "-" + block + "-";
                acknowledged.addAll(sent(port, Logins.accounts("syslog" + name, 0, 200)));
                for (String account : Logins.accounts("event" + name, 0, 10)) {
                    if (collector.post(Logins.event(account)) == 200) {
                        acknowledged.add(account);
                    }
                }
            }
            if (killer != null) {
                killer.join();
            }
        }
        Set<String> expected = new HashSet<>(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThan(1_000);

        List<AttemptObserved> attempts =
                Topics.read(servers(), Topic.ATTEMPTS, found -> accounts(found).containsAll(expected), PATIENCE);

        assertThat(accounts(attempts)).containsAll(expected);
        assertThat(attempts.stream().map(AttemptObserved::id).distinct().count())
                .as("each attempt has one id however often it was shipped")
                .isEqualTo(accounts(attempts).size());
    }

    private void killSoon() {
        try {
            Thread.sleep(1_500);
            collector.kill();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Those of which the sender knows that they are kept.
    private static List<String> sent(int port, List<String> accounts) {
        try {
            Logins.send(port, accounts);
            return accounts;
        } catch (IOException killed) {
            return List.of();
        }
    }

    /// Where there are a journalctl and a writer of journals.
    @TestFactory
    Stream<DynamicTest> aJournalIsShippedAsAWholeHoweverOftenTheCollectorIsKilled() {
        return Journal.isPossible() ? Stream.of(dynamicTest("killed", this::journal)) : Stream.of();
    }

    /// Where this user may mount a file system.
    @TestFactory
    Stream<DynamicTest> nothingThatWasTakenIsLostWhenTheDiskIsFull() throws Exception {
        return CollectorProcess.canHaveSmallDisk(directory.resolve("probe"))
                ? Stream.of(dynamicTest("full", this::fullDisk))
                : Stream.of();
    }

    private void journal() throws Exception {
        Journal journal = new Journal(directory.resolve("journal"));
        List<String> accounts = Logins.accounts("journal", 0, 20_000);
        accounts.forEach(account -> journal.add(Logins.message(account)));
        journal.write();
        Map<String, String> keys = Map.of(
                "journal.enabled",
                "true",
                "journal.directory",
                journal.directory().toString());
        int before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            collector = CollectorProcess.start(directory, servers(), keys);
            int already = before;
            before = accounts(Topics.read(
                            servers(), Topic.ATTEMPTS, found -> accounts(found).size() > already, PATIENCE))
                    .size();
            collector.kill();
        }
        assertThat(before).as("killed in the middle").isLessThan(accounts.size());
        collector = CollectorProcess.start(directory, servers(), keys);

        assertEachOnce(accounts);
    }

    private void fullDisk() throws Exception {
        backends.process(BackEnd.KAFKA).orElseThrow().close();
        int port = CollectorProcess.freePort();
        collector = CollectorProcess.startOnSmallDisk(
                        directory,
                        servers(),
                        Map.of("syslog.tcp", "127.0.0.1:" + port, "dovecot-events.enabled", "true"),
                        "2m")
                .awaitUp();
        List<String> accounts = Logins.accounts("full", 0, 20_000);
        Thread sender =
                Thread.ofPlatform().start(() -> assertThat(sent(port, accounts)).isNotEmpty());
        Eventually.within(PATIENCE, () -> collector.get("/q/health/ready").contains("No space left on device"));
        assertThat(collector.post(Logins.event("refused@example.org"))).isEqualTo(503);
        assertThat(collector.metric("postern_collector_spool_bytes")).isBetween(1_000_000.0, 2_097_152.0);
        assertThat(sender.isAlive()).as("the sender keeps the rest").isTrue();

        backends.restart(BackEnd.KAFKA);

        assertThat(sender.join(PATIENCE)).isTrue();
        assertEachOnce(accounts);
        Eventually.within(PATIENCE, () -> collector.post(Logins.event("kept@example.org")) == 200);
        assertThat(collector.metric("postern_collector_dropped_total"))
                .as("the refused event")
                .isOne();
        assertThat(collector.get("/q/health/ready")).doesNotContain("No space left");
    }

    private void assertEachOnce(List<String> accounts) {
        List<AttemptObserved> attempts =
                Topics.read(servers(), Topic.ATTEMPTS, found -> accounts(found).size() >= accounts.size(), PATIENCE);
        assertThat(accounts(attempts)).isEqualTo(Set.copyOf(accounts)); // comparing lists would take minutes
        assertThat(attempts.stream().map(AttemptObserved::id).distinct()).hasSameSizeAs(accounts);
    }

    private static Set<String> accounts(List<AttemptObserved> attempts) {
        Set<String> accounts = new HashSet<>();
        attempts.forEach(attempt -> accounts.add(attempt.account()));
        return accounts;
    }

    private String servers() {
        return backends.kafka().bootstrapServers();
    }
}
