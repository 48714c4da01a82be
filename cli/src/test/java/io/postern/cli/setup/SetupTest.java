package io.postern.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.cli.host.FakeMachine;
import io.postern.collector.AgentConfig;
import io.postern.collector.AgentConfig.RefusedException;
import io.postern.collector.enforcing.EnforcerKind;
import io.postern.events.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupTest {

    private static final String STAMP = "20261120T120000Z";
    private static final Map<String, String> KAFKA = Map.of("kafka", "kafka1.example.org:9092");

    @TempDir
    Path root;

    private FakeMachine machine;
    private final StringWriter said = new StringWriter();
    private String typed = "";
    private Optional<String> kafkaSays = Optional.empty();

    @BeforeEach
    void aMailHost() {
        machine = new FakeMachine(root)
                .file("/var/log/mail.log", "")
                .program("/usr/sbin/nft", "", "")
                .program("/usr/sbin/dovecot", "--version", "2.3.19.1\n");
    }

    @Test
    void whatIsFoundIsWrittenWithoutAQuestion() throws Exception {
        assertThat(run(unattended(KAFKA))).isTrue();

        AgentConfig written = written();
        assertThat(written.servers()).isEqualTo("kafka1.example.org:9092");
        assertThat(written.files()).containsExactly(Path.of("/var/log/mail.log"));
        assertThat(written.host()).isEqualTo("mail1");
        assertThat(written.enforcers()).containsExactly(EnforcerKind.NFTABLES);
        assertThat(written.allowed()).containsExactly(Network.of("192.0.2.9"));
        assertThat(machine.read(UnitAddition.FILE)).contains("AmbientCapabilities=CAP_NET_ADMIN");
        assertThat(said.toString()).contains("Dovecot 2.3.19.1", "+    servers: ", "Wrote /etc/postern/agent.yaml");
    }

    @Test
    void everyCommentOfTheShippedFileStays() throws Exception {
        run(unattended(KAFKA));

        assertThat(machine.read(Setup.CONFIGURATION)).contains("# The cluster's brokers", "#max-size: 256M");
    }

    @Test
    void theSecondTimeNothingChanges() throws Exception {
        run(unattended(KAFKA));
        String first = machine.read(Setup.CONFIGURATION);

        assertThat(run(unattended(KAFKA))).isTrue();

        assertThat(machine.read(Setup.CONFIGURATION)).isEqualTo(first);
        assertThat(said.toString()).contains("Everything is as wished already");
        assertThat(root.resolve("etc/postern")).isDirectoryNotContaining("glob:**.bak");
    }

    @Test
    void aPersonIsAskedAndAnEmptyAnswerIsTheSuggestion() throws Exception {
        typed = "kafka1.example.org:9092\n\n\n\noff\nno\nyes\n";

        assertThat(run(asking())).isTrue();

        assertThat(written().enforcers()).isEmpty();
        assertThat(written().files()).containsExactly(Path.of("/var/log/mail.log"));
        assertThat(root.resolve("etc/systemd")).doesNotExist();
        assertThat(said.toString()).contains("Mail logs to follow, separated by commas, or none [/var/log/mail.log]: ");
    }

    @Test
    void anAnswerThatIsNoneIsAskedForAgain() throws Exception {
        typed = "kafka1\nkafka1.example.org:9092\n\n\n\noff\nno\nyes\n";

        assertThat(run(asking())).isTrue();

        assertThat(said.toString()).contains("`kafka1` is not of the form HOST:PORT");
    }

    @Test
    void withoutAYesNothingIsWritten() throws Exception {
        typed = "kafka1.example.org:9092\n\n\n\noff\nno\nno\n";

        assertThat(run(asking())).isFalse();

        assertThat(root.resolve("etc")).doesNotExist();
    }

    @Test
    void atTheEndOfTheInputNothingIsWritten() {
        typed = "kafka1.example.org:9092\n";

        assertThatThrownBy(() -> run(asking())).isInstanceOf(BadAnswersException.class);

        assertThat(root.resolve("etc")).doesNotExist();
    }

    @Test
    void aDryRunShowsWhatItWouldWriteAndWritesNothing() throws Exception {
        assertThat(run(new Setup.Wishes(KAFKA, false, false, false, false))).isTrue();

        assertThat(said.toString()).contains("+    servers: \"kafka1.example.org:9092\"", "a dry run");
        assertThat(root.resolve("etc")).doesNotExist();
    }

    @Test
    void whatAnOperatorHasSetIsNotChangedUnlessTold() throws Exception {
        run(unattended(KAFKA));
        String edited = machine.read(Setup.CONFIGURATION).replace("with: [nftables]", "with: [hosts-deny]");
        machine.file(Setup.CONFIGURATION, edited);
        Map<String, String> other = Map.of("kafka", "kafka1.example.org:9092", "enforce", "nftables");

        assertThat(run(unattended(other))).isFalse();
        assertThat(machine.read(Setup.CONFIGURATION)).isEqualTo(edited);
        assertThat(said.toString()).contains("-      with: [hosts-deny]", "+      with: [nftables]", "--replace");

        assertThat(run(new Setup.Wishes(other, false, true, true, false))).isTrue();
        assertThat(written().enforcers()).containsExactly(EnforcerKind.NFTABLES);
        assertThat(machine.read(Setup.CONFIGURATION + "." + STAMP + ".bak")).isEqualTo(edited);
    }

    @Test
    void whatAnOperatorHasAddedStays() throws Exception {
        run(unattended(KAFKA));
        machine.file(
                Setup.CONFIGURATION,
                machine.read(Setup.CONFIGURATION)
                        .replace("    #zone: Europe/Berlin", "    zone: Europe/Berlin # ours"));

        run(new Setup.Wishes(Map.of("kafka", "kafka2.example.org:9092"), false, true, true, false));

        assertThat(machine.read(Setup.CONFIGURATION)).contains("    zone: Europe/Berlin # ours");
        assertThat(written().servers()).isEqualTo("kafka2.example.org:9092");
    }

    @Test
    void aFileThatTheAgentWouldRefuseIsNotTouched() throws Exception {
        machine.file(Setup.CONFIGURATION, "postern:\n  collector:\n    fieles: /var/log/mail.log\n");

        assertThat(run(unattended(KAFKA))).isFalse();

        assertThat(said.toString()).contains("fieles");
        assertThat(machine.read(Setup.CONFIGURATION)).contains("fieles");
    }

    @Test
    void theAdditionToTheUnitGoesWhenNothingIsEnforcedAnyMore() throws Exception {
        run(unattended(KAFKA));

        run(new Setup.Wishes(
                Map.of("kafka", "kafka1.example.org:9092", "enforce", "off", "dry-run", "no"),
                false,
                true,
                true,
                false));

        assertThat(machine.machine().at(UnitAddition.FILE)).doesNotExist();
        assertThat(written().enforcers()).isEmpty();
    }

    @Test
    void aKafkaThatDoesNotAnswerIsAReasonToStop() throws Exception {
        kafkaSays = Optional.of("kafka1.example.org:9092 does not answer");

        assertThat(run(new Setup.Wishes(KAFKA, false, false, true, true))).isFalse();

        assertThat(said.toString()).contains("does not answer", "--no-kafka-check");
        assertThat(root.resolve("etc")).doesNotExist();
    }

    @Test
    void whereSystemdRunsTheServiceIsEnabledAndStarted() throws Exception {
        machine.directory("/run/systemd/system")
                .program("/usr/bin/systemctl", "daemon-reload", "")
                .program("/usr/bin/systemctl", "enable postern-agent.service", "")
                .program("/usr/bin/systemctl", "restart postern-agent.service", "");

        assertThat(run(unattended(KAFKA))).isTrue();

        assertThat(machine.ran())
                .endsWith(
                        "/usr/bin/systemctl daemon-reload",
                        "/usr/bin/systemctl enable postern-agent.service",
                        "/usr/bin/systemctl restart postern-agent.service");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kafka     | kafka1                   | kafka: `kafka1` is not of the form HOST:PORT
                    kafka     |  ''                      | kafka: the brokers' addresses are needed
                    host      | mail 1                   | host: `mail 1` is no host name
                    enforce   | iptables                 | enforce: `iptables` is none of
                    dry-run   | maybe                    | dry-run: `maybe` is neither yes nor no
                    allow     | 192.0.2.0/33             | allow:
                    """)
    void anAnswerInAFileThatIsNoneIsNamed(String key, String answer, String named) {
        Map<String, String> given = key.equals("kafka") ? Map.of(key, answer) : Map.of("kafka", "k:1", key, answer);

        assertThatThrownBy(() -> run(unattended(given)))
                .isInstanceOf(BadAnswersException.class)
                .hasMessageStartingWith(named);
    }

    private static Setup.Wishes unattended(Map<String, String> given) {
        return new Setup.Wishes(given, false, false, true, false);
    }

    private static Setup.Wishes asking() {
        return new Setup.Wishes(Map.of(), true, false, true, false);
    }

    private boolean run(Setup.Wishes wishes) throws IOException {
        Terminal terminal = new Terminal(new BufferedReader(new StringReader(typed)), new PrintWriter(said, true));
        return new Setup(machine.machine(), terminal, servers -> kafkaSays, "mail1", List.of(Network.of("192.0.2.9")))
                .run(wishes, STAMP);
    }

    private AgentConfig written() throws IOException, RefusedException {
        return AgentConfig.of(machine.machine().at(Setup.CONFIGURATION));
    }
}
