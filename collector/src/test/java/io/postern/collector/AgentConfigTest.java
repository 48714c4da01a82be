package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.AgentConfig.RefusedException;
import io.postern.collector.enforcing.EnforcerKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {

    private static final String KAFKA = "kafka: {bootstrap: {servers: kafka1.example.org:9092}}\n";

    @Test
    void whatIsWrittenIsReadAsTheAgentReadsIt() throws RefusedException {
        AgentConfig read = AgentConfig.of("agent.yaml", """
                kafka:
                  bootstrap:
                    servers: kafka1.example.org:9092
                quarkus:
                  http:
                    port: 7481
                postern:
                  collector:
                    files: [/var/log/mail.log, "/var/log/odd,name.log"]
                    enforce:
                      with: [nftables, hosts-deny]
                """);

        assertThat(read.servers()).isEqualTo("kafka1.example.org:9092");
        assertThat(read.files()).containsExactly(Path.of("/var/log/mail.log"), Path.of("/var/log/odd,name.log"));
        assertThat(read.enforcers()).containsExactly(EnforcerKind.NFTABLES, EnforcerKind.HOSTS_DENY);
        assertThat(read.spoolSize()).isEqualTo(256L << 20);
        assertThat(read.http()).isEqualTo("http://127.0.0.1:7481");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postern: {collector: {fieles: /var/log/mail.log}}            | postern.collector.fieles
                    postern: {collector: {heartbeat: soon}}                      | postern.collector.heartbeat
                    postern: {collector: {enforce: {with: iptables}}}            | postern.collector.enforce.with
                    postern: {collector: {enforce: {allow: 192.0.2.0/33}}}       | postern.collector.enforce.allow
                    postern: {collector: {spool: {max-size: plenty}}}            | postern.collector.spool.max-size
                    postern: {collector: {enforce: {ports: [imap, gopher]}}}     | gopher
                    postern: {collector: {zone: Mars/Olympus}}                   | Mars/Olympus
                    postern.collector.files: /var/log/mail.log                   | postern.collector.files
                    postern: [unended                                            | agent.yaml:3:1
                    """)
    void whatIsWrongIsNamed(String line, String named) {
        assertThatThrownBy(() -> AgentConfig.of("agent.yaml", KAFKA + line + "\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("agent.yaml")
                .hasMessageContaining(named);
    }

    @Test
    void withoutBrokersItIsRefused() {
        assertThatThrownBy(() -> AgentConfig.of("agent.yaml", "postern: {collector: {files: /var/log/mail.log}}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("kafka.bootstrap.servers");
    }
}
