package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postern.collector.enforcing.AtStop;
import io.postern.collector.enforcing.ClusterClock;
import io.postern.collector.enforcing.Exemptions;
import io.postern.collector.enforcing.HostAgent;
import io.postern.collector.enforcing.files.HostsDeny;
import io.postern.events.SpecialPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real agent on a host where everything else is down, with what an earlier process left in force.
class UnlockCommandTest {

    private static final String DENIED = """
            sshd: 192.0.2.0/255.255.255.0
            # BEGIN Postern: its collector overwrites what is in this block
            # until 4102444800
            ALL: 203.0.113.66
            # until 4102444800
            ALL: 203.0.113.64/255.255.255.192
            ALL: [2001:db8:bad::]/64
            # END Postern
            """;

    @TempDir
    Path directory;

    private Path denied;
    private String socket;
    private HostAgent agent;

    @BeforeEach
    void start() throws IOException {
        denied = directory.resolve("hosts.deny");
        Files.writeString(denied, DENIED);
        socket = directory.resolve("run/agent.sock").toString();
        ClusterClock clock = new ClusterClock(Clock.systemUTC(), System::nanoTime);
        agent = new HostAgent(
                new HostAgent.Settings(
                        "mx1",
                        false,
                        AtStop.LEAVE,
                        Duration.ofSeconds(1),
                        1_000,
                        Path.of(socket),
                        directory.resolve("unlocked.json")),
                new HostAgent.Surroundings(
                        () -> {
                            throw new KafkaException("away");
                        },
                        Set::of,
                        event -> {},
                        clock,
                        System::nanoTime),
                new Exemptions(List.of(), SpecialPurpose.except(List.of())),
                List.of(new HostsDeny(denied, "ALL", clock::now)));
        agent.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        agent.close();
    }

    @Test
    void letsInWhoeverIsKeptOutAndSaysWhoElseIsLetInWithHim() throws IOException {
        Console console = unlock("203.0.113.66");

        assertThat(console.exit()).as(console.err()).isEqualTo(Exit.DONE);
        assertThat(console.out()).contains("203.0.113.66/32", "203.0.113.64/26", "2100-01-01T00:00:00Z", "hosts-deny");
        assertThat(console.err()).contains("203.0.113.64/26 is one ban: all of its 64 addresses are let in");
        assertThat(Files.readString(denied))
                .startsWith("sshd: 192.0.2.0/255.255.255.0\n")
                .contains("[2001:db8:bad::]/64")
                .doesNotContain("203.0.113");
        assertThat(unlock("203.0.113.66").exit()).isEqualTo(Exit.NEGATIVE);
    }

    @Test
    void aDryRunShowsAndTouchesNothing() throws IOException {
        Console console = unlock("--dry-run", "-o", "json", "2001:db8:bad::7");

        assertThat(console.exit()).isEqualTo(Exit.DONE);
        JsonNode answer = PosternApi.JSON.readTree(console.out());
        assertThat(answer.at("/lifted/0/network").asText()).isEqualTo("2001:db8:bad::/64");
        assertThat(answer.path("dryRun").asBoolean()).isTrue();
        assertThat(Files.readString(denied)).isEqualTo(DENIED);
    }

    @Test
    void graceIsRemembered() {
        Console console = unlock("--for", "2h", "203.0.113.66");

        assertThat(console.exit()).isEqualTo(Exit.DONE);
        assertThat(console.err()).contains("it stays let in until 20");
        assertThat(directory.resolve("unlocked.json")).content().contains("\"all\":true");
    }

    @Test
    void showsWhatIsInForceAndHowItIsDoing() {
        Console list = unlock("--list", "--limit", "2");
        Console status = unlock("--status");

        assertThat(list.exit()).isEqualTo(Exit.DONE);
        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.err()).contains("1 more are left off");
        assertThat(status.exit()).isEqualTo(Exit.DONE);
        assertThat(status.out()).contains("not all read yet", "hosts-deny");
    }

    @Test
    void whatCannotBeLiftedIsSaid() throws IOException {
        Files.writeString(denied, DENIED.replace("# END Postern\n", ""));

        Console console = unlock("203.0.113.66");

        assertThat(console.exit()).isEqualTo(Exit.PARTLY);
        assertThat(console.err()).contains("hosts.deny:2: Postern's block has no end");
    }

    @Test
    void withoutACollectorItSaysSo() {
        Console console =
                Console.run("unlock", "--socket", directory.resolve("none").toString(), "203.0.113.66");

        assertThat(console.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(console.err()).contains("there is no collector that enforces on this host");
    }

    @Test
    void whatIsNoAddressIsRefusedBeforeAnybodyIsAsked() {
        assertThat(unlock("203.0.113.666").exit()).isEqualTo(Exit.USAGE);
        assertThat(unlock("--for", "soon", "203.0.113.66").exit()).isEqualTo(Exit.USAGE);
        assertThat(unlock().exit()).isEqualTo(Exit.USAGE);
        assertThat(unlock("--list", "203.0.113.66").exit()).isEqualTo(Exit.USAGE);
    }

    private Console unlock(String... arguments) {
        return Console.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("unlock", "--socket", socket), java.util.stream.Stream.of(arguments))
                .toArray(String[]::new));
    }
}
