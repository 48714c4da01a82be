package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.collector.receiving.DovecotEvents;
import io.postern.events.AttemptObserved;
import io.postern.events.HostReport;
import io.postern.events.Topic;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes over the network, with a real broker that goes away and comes back.
class NetworkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

    @TempDir
    Path directory;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Backends backends;
    private CollectorStartup collector;

    @BeforeAll
    static void quietClients() {
        CLIENTS.setLevel(Level.SEVERE);
    }

    @BeforeEach
    void startBroker() throws Exception {
        backends = Backends.start(
                Backends.Plan.once(directory.resolve("kafka")).with(BackEnd.KAFKA, new Source.Embedded(0)));
        collector = collector(servers());
    }

    @AfterEach
    void end() throws Exception {
        collector.stop(null);
        backends.close();
    }

    @Test
    void shipsWhatComesByEveryWayAndTellsOfEachSource() throws Exception {
        collector.start(null);
        Logins.send(port(1), Logins.accounts("tcp", 0, 100));
        sendDatagram(Logins.syslog("udp0@example.org"));
        post("event0@example.org");

        List<String> all = new ArrayList<>(Logins.accounts("tcp", 0, 100));
        all.addAll(List.of("udp0@example.org", "event0@example.org"));
        assertEachOnce(all);
        List<HostReport> reports = Topics.read(
                servers(),
                Topic.HOSTS,
                found -> !found.isEmpty()
                        && found.getLast().sources().stream().allMatch(source -> source.lagBytes() == 0)
                        && found.getLast().sources().stream()
                                        .mapToLong(HostReport.SourceReport::attempts)
                                        .sum()
                                == all.size(),
                PATIENCE);
        assertThat(reports.getLast().sources())
                .extracting(HostReport.SourceReport::name)
                .containsExactly("syslog", "dovecot-events");
        assertThat(registry.get("postern.collector.spool")
                        .tag("source", "syslog")
                        .gauge()
                        .value())
                .isPositive();
    }

    @Test
    void keepsWhatComesWhileTheBrokerIsAwayAndShipsItWhenItIsBack() throws Exception {
        collector.start(null);
        Logins.send(port(1), Logins.accounts("before", 0, 10));
        Topics.read(servers(), Topic.ATTEMPTS, found -> found.size() >= 10, PATIENCE);
        backends.process(BackEnd.KAFKA).orElseThrow().close();

        Logins.send(port(1), Logins.accounts("during", 0, 3_000));
        for (int i = 0; i < 20; i++) {
            post("event" + i + "@example.org");
        }
        Eventually.within(PATIENCE, () -> collector.status().trouble() != null);
        collector.stop(null);
        collector = collector(servers());
        collector.start(null);
        Logins.send(port(1), Logins.accounts("later", 0, 3_000));
        backends.restart(BackEnd.KAFKA);

        List<String> all = new ArrayList<>(Logins.accounts("before", 0, 10));
        all.addAll(Logins.accounts("during", 0, 3_000));
        all.addAll(Logins.accounts("later", 0, 3_000));
        all.addAll(Logins.accounts("event", 0, 20));
        assertEachOnce(all);
        Eventually.within(PATIENCE, () -> collector.status().trouble() == null);
    }

    @Test
    void aBrokerWhoseNameNobodyKnowsYetIsAskedForAgain() throws Exception {
        CollectorStartup lost = new CollectorStartup(
                Given.of(directory.resolve("lost"), Map.of("syslog.tcp", "127.0.0.1:0")),
                Given.enforcing(Map.of()),
                "nobody-knows.invalid:9092",
                "test",
                registry);
        lost.start(null);
        try {
            Eventually.within(PATIENCE, () -> lost.status().trouble() != null);
            assertThat(lost.status().trouble()).contains("Cannot reach Kafka yet", "bootstrap");
            Logins.send(lost.network().syslogPorts().getFirst(), Logins.accounts("kept", 0, 10));
            assertThat(lost.isRunning()).isTrue();
        } finally {
            lost.stop(null);
        }
        CollectorStartup found = new CollectorStartup(
                Given.of(directory.resolve("lost"), Map.of("syslog.tcp", "127.0.0.1:0")),
                Given.enforcing(Map.of()),
                servers(),
                "test",
                registry);
        found.start(null);
        try {
            assertEachOnce(Logins.accounts("kept", 0, 10));
        } finally {
            found.stop(null);
        }
    }

    private void post(String account) {
        byte[] event = Logins.event(account).getBytes(StandardCharsets.UTF_8);
        assertThat(collector.network().dovecotEvents().orElseThrow().take(event))
                .isEqualTo(DovecotEvents.Taken.KEPT);
    }

    private void sendDatagram(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port(0)));
        }
    }

    private int port(int index) {
        return collector.network().syslogPorts().get(index);
    }

    private CollectorStartup collector(String servers) {
        return new CollectorStartup(
                Given.of(
                        directory,
                        Map.of(
                                "syslog.udp", "127.0.0.1:0",
                                "syslog.tcp", "127.0.0.1:0",
                                "dovecot-events.enabled", "true")),
                Given.enforcing(Map.of()),
                servers,
                "test",
                registry);
    }

    private String servers() {
        return backends.kafka().bootstrapServers();
    }

    /// A restart in between may ship some twice, with the same ids.
    private void assertEachOnce(List<String> accounts) {
        List<AttemptObserved> attempts = Topics.read(
                servers(),
                Topic.ATTEMPTS,
                found -> found.stream().map(AttemptObserved::account).distinct().count() >= accounts.size(),
                PATIENCE);
        assertThat(attempts.stream().map(AttemptObserved::account).distinct())
                .containsExactlyInAnyOrderElementsOf(accounts);
        assertThat(attempts.stream().map(AttemptObserved::id).distinct()).hasSameSizeAs(accounts);
    }
}
