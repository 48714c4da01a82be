package io.postern.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.postern.cli.host.FakeMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String LOGIN =
            "Nov 20 11:59:00 mail1 dovecot: imap-login: Login: user=<ada@example.org>, method=PLAIN, rip=192.0.2.1, "
                    + "lip=192.0.2.10, mpid=1, TLS, session=<a>\n";

    @TempDir
    Path directory;

    private FakeMachine machine;
    private Path log;
    private String collector = "";
    private int port = 9;

    @BeforeEach
    void aHost() throws IOException {
        machine = new FakeMachine(directory.resolve("root"));
        log = Files.writeString(directory.resolve("mail.log"), LOGIN);
        Files.setLastModifiedTime(log, FileTime.from(NOW.minusSeconds(3)));
    }

    @Test
    void aFileThatTheAgentWouldRefuseEndsIt() throws IOException {
        collector = "fieles: /var/log/mail.log";

        of("configuration").singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(finding.found()).contains("postern.collector.fieles");
            assertThat(finding.remedy()).contains("postern setup");
        });
        of("logs").isEmpty();
    }

    @Test
    void aFreshLogThatIsReadWithoutRestIsWell() throws IOException {
        follow();

        of("logs").containsExactly(Finding.ok("logs", log + " is readable, written to 3 s ago"));
        of("reading").singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.OK);
            assertThat(finding.found()).contains("of the last 1 lines 1 tell of logins or mail, 0 could not be read");
        });
    }

    @Test
    void aLogThatNobodyWritesToIsAWarning() throws IOException {
        follow();
        Files.setLastModifiedTime(log, FileTime.from(NOW.minus(Duration.ofDays(3))));

        of("logs").singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(finding.found()).endsWith("was last written to 3 days ago");
        });
    }

    @Test
    void aLogThatIsNotThereHasFailed() throws IOException {
        follow();
        Files.delete(log);

        of("logs").extracting(Finding::verdict).containsExactly(Verdict.FAILED);
    }

    @Test
    void aLogThatTheAgentsUserMayNotReadHasFailedAlthoughRootMay() throws IOException {
        follow();
        machine.program("/usr/bin/id", "-u postern", "111\n").program("/usr/bin/setpriv", "", "");

        of("logs").singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(finding.found()).endsWith("may not be read by postern");
        });
        assertThat(machine.ran())
                .contains("/usr/bin/setpriv --reuid=postern --regid=postern --clear-groups -- /usr/bin/test -r " + log);
    }

    @Test
    void aLoginLineThatCannotBeReadIsAWarningWithTheCommandThatShowsIt() throws IOException {
        follow();
        Files.writeString(
                log, LOGIN + "Nov 20 11:59:01 mail1 dovecot: imap-login: Login: user=<ada@example.org>, rip=nowhere\n");

        of("reading").singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(finding.remedy()).isEqualTo("postern explain --unparsed " + log);
        });
    }

    @Test
    void aLogOfSomethingElseIsAWarning() throws IOException {
        follow();
        Files.writeString(log, "Nov 20 11:59:00 mail1 cron[1]: tick\n");

        of("reading").extracting(Finding::verdict).containsExactly(Verdict.WARNING);
    }

    @Test
    void aPatternThatMatchesNothingIsAWarning() throws IOException {
        collector = "files: [\"" + directory + "/*.nothing\"]";

        of("logs").extracting(Finding::verdict).containsExactly(Verdict.WARNING);
    }

    @Test
    void aKafkaThatDoesNotAnswerHasFailed() throws IOException {
        of("kafka").singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(finding.found()).startsWith("127.0.0.1:9 does not answer within 100 ms");
        });
    }

    @Test
    void anAgentThatDoesNotAnswerHasFailed() throws IOException {
        of("agent").extracting(Finding::verdict).containsExactly(Verdict.FAILED);
    }

    @Test
    void anAgentThatIsReadyIsWellAndOneThatIsNotIsAWarning() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] status = {200};
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        try {
            port = server.getAddress().getPort();
            of("agent").extracting(Finding::verdict).containsExactly(Verdict.OK);
            status[0] = 503;
            of("agent").extracting(Finding::verdict).containsExactly(Verdict.WARNING);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theSocketMustHaveSomebodyBehindIt() throws IOException {
        Path socket = directory.resolve("agent.sock");
        collector = "enforce: {with: [nftables], socket: " + socket + "}";
        of("socket").extracting(Finding::verdict).containsExactly(Verdict.FAILED);

        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            of("socket").extracting(Finding::verdict).containsExactly(Verdict.OK);
        }
        of("socket").extracting(Finding::verdict).containsExactly(Verdict.FAILED);
    }

    @Test
    void aTableInForceIsWellAndOneThatIsNotThereIsAWarning() throws IOException {
        collector = "enforce: {with: [nftables]}";
        machine.program("/usr/sbin/nft", "list tables", "");
        of("firewall").extracting(Finding::verdict).containsExactly(Verdict.WARNING);

        machine.program("/usr/sbin/nft", "list table inet postern", "table inet postern {}");
        of("firewall").extracting(Finding::verdict).containsExactly(Verdict.OK);
    }

    @Test
    void theRightsAreThoseOfTheRunningProcess() throws IOException {
        collector = "enforce: {with: [nftables]}";
        machine.program("/usr/bin/systemctl", "show --property=MainPID --value postern-agent.service", "42\n");

        machine.file("/proc/42/status", "Name:\tjava\nCapEff:\t0000000000001000\n");
        of("rights").containsExactly(Finding.ok("rights", "the agent has CAP_NET_ADMIN"));

        machine.file("/proc/42/status", "Name:\tjava\nCapEff:\t0000000000000000\n");
        of("rights").extracting(Finding::verdict).containsExactly(Verdict.FAILED);
    }

    @Test
    void aDryRunIsSaid() throws IOException {
        collector = "enforce: {with: [hosts-deny], dry-run: true}";

        of("firewall").extracting(Finding::verdict).containsExactly(Verdict.WARNING, Verdict.OK);
    }

    @Test
    void theStateDirectoryMustBeThere() throws IOException {
        of("room").extracting(Finding::verdict).containsExactly(Verdict.WARNING);

        Files.createDirectory(directory.resolve("state"));
        of("room").extracting(Finding::verdict).containsExactly(Verdict.OK);
    }

    @Test
    void theWorstIsTheVerdictOfAll() {
        assertThat(Doctor.worst(List.of(Finding.ok("a", "b"), Finding.warning("a", "b", "c"), Finding.ok("a", "b"))))
                .isEqualTo(Verdict.WARNING);
    }

    private void follow() {
        collector = "files: [" + log + "]";
    }

    private ListAssert<Finding> of(String check) throws IOException {
        Path file = Files.writeString(directory.resolve("agent.yaml"), """
                kafka: {bootstrap: {servers: "127.0.0.1:9"}}
                quarkus: {http: {port: %d}}
                postern:
                  collector:
                    host: mail1
                    zone: UTC
                    state-directory: %s/state
                    %s
                """.formatted(port, directory, collector));
        Surroundings around =
                new Surroundings(machine.machine(), true, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(100));
        return assertThat(new Doctor(file, around)
                .examine().stream()
                        .filter(finding -> finding.check().equals(check))
                        .toList());
    }
}
