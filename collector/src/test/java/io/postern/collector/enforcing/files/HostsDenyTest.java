package io.postern.collector.enforcing.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsDenyTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Network CLIENT = Network.of("203.0.113.66/32");

    @TempDir
    Path directory;

    private Path file;
    private HostsDeny deny;

    @BeforeEach
    void set() {
        file = directory.resolve("hosts.deny");
        deny = new HostsDeny(file, "dovecot postfix", () -> NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ALL: PARANOID\n", "# caf\u00e9\nsshd: .example.org", "\n\n", "a: b\n# END\n"})
    void everyOtherByteStaysAsItWas(String others) throws Exception {
        byte[] before = others.getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, before);
        deny.prepare();

        ban(CLIENT);
        assertThat(deny.inForce()).isEqualTo(Map.of(CLIENT, Duration.ofMinutes(10)));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .startsWith(others);
        deny.remove();

        String newline = others.isEmpty() || others.endsWith("\n") ? "" : "\n";
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .isEqualTo(others + newline);
    }

    @Test
    void whatStandsBelowTheBlockStaysBelow() throws Exception {
        ban(CLIENT);
        Files.writeString(file, Files.readString(file) + "sshd: 192.0.2.1\n");

        deny.apply(new Changes(Map.of(Network.of("198.51.100.0/24"), Duration.ofHours(1)), Set.of(CLIENT)));

        assertThat(file).content().isEqualTo("""
                # BEGIN Postern: its collector overwrites what is in this block
                # until 1768482000
                dovecot postfix: 198.51.100.0/255.255.255.0
                # END Postern
                sshd: 192.0.2.1
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.66/32, 203.0.113.66",
        "203.0.113.0/24, 203.0.113.0/255.255.255.0",
        "203.0.112.0/20, 203.0.112.0/255.255.240.0",
        "128.0.0.0/1, 128.0.0.0/128.0.0.0",
        "2001:db8::/32, [2001:db8::]/32",
        "2001:db8::1/128, [2001:db8::1]/128"
    })
    void networksAreWrittenAsEveryVersionReadsThem(Network network, String pattern) throws Exception {
        ban(network);

        assertThat(file).content().contains("dovecot postfix: " + pattern + "\n");
        assertThat(deny.inForce().keySet()).containsExactly(network);
    }

    @ParameterizedTest
    @CsvSource({"BEGIN, hosts.deny:1: Postern's block has no end", "END, hosts.deny:1: a mark of Postern's block"})
    void aTornBlockIsRefusedWithItsPlaceAndLeftAlone(String mark, String why) throws IOException {
        String torn = mark.equals("BEGIN")
                ? "# BEGIN Postern: its collector overwrites what is in this block\nALL: 203.0.113.1\n"
                : "# END Postern\n";
        Files.writeString(file, torn);

        assertThatThrownBy(() -> ban(CLIENT))
                .isInstanceOf(EnforcementException.class)
                .hasMessageContaining(why);
        assertThat(file).content().isEqualTo(torn);
    }

    @Test
    void whereNothingElseMayBeWrittenTheFileItselfIs() throws Exception {
        Files.writeString(file, "sshd: 192.0.2.1\n".repeat(50));
        Files.createDirectory(directory.resolve(".hosts.deny.postern")); // in the way of the new file

        ban(CLIENT);
        assertThat(deny.inForce().keySet()).containsExactly(CLIENT);
        deny.remove();

        assertThat(file).content().isEqualTo("sshd: 192.0.2.1\n".repeat(50));
    }

    @Test
    void aLineInTheBlockThatIsNoneOfItsOwnIsRefusedWithItsPlace() throws Exception {
        ban(CLIENT);
        Files.writeString(file, Files.readString(file).replace("203.0.113.66", ".example.org"));

        assertThatThrownBy(deny::inForce)
                .isInstanceOf(EnforcementException.class)
                .hasMessageContaining("hosts.deny:3: not a line of the collector's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ALL: ALL", "ALL\nALL", "ALL #"})
    void daemonsAreNamesAlone(String daemons) {
        assertThatThrownBy(() -> new HostsDeny(file, daemons, () -> NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("postern.collector.enforce.hosts-deny.daemons");
    }

    private void ban(Network network) throws EnforcementException {
        deny.apply(new Changes(Map.of(network, Duration.ofMinutes(10)), Set.of()));
    }
}
