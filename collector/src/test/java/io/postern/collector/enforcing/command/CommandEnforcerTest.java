package io.postern.collector.enforcing.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With programs that write down how they were called.
class CommandEnforcerTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Network V6 = Network.of("2001:db8:bad::/64");

    @TempDir
    Path directory;

    private Path calls;
    private Path program;
    private Instant now = NOON;

    @BeforeEach
    void writeProgram() throws IOException {
        calls = directory.resolve("calls");
        program = program(
                "keep-out", "for word; do printf '<%s>' \"$word\"; done >> '" + calls + "'; echo >> '" + calls + "'");
    }

    private Path program(String name, String script) throws IOException {
        Path path = directory.resolve(name);
        Files.writeString(path, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        return path;
    }

    @Test
    void eachNetworkIsOneRunWithItsArgumentsAsTheyStand() throws Exception {
        Map<Network, Duration> bans = new LinkedHashMap<>();
        bans.put(CLIENT, Duration.ofMinutes(10));
        bans.put(V6, Duration.ofMillis(300));

        enforcer(null, null).apply(new Changes(bans, Set.of(Network.of("198.51.100.0/24"))));

        assertThat(calls).content().isEqualTo("""
                <lift><198.51.100.0/24>
                <ban><$(id) 203.0.113.66><203.0.113.66/32><32><4><600s>
                <ban><$(id) 2001:db8:bad::><2001:db8:bad::/64><64><6><1s>
                """);
    }

    @Test
    void withoutAListItRemembersWhatItDidAndLiftsItAtTheFlush() throws Exception {
        CommandEnforcer enforcer = enforcer(null, null);
        enforcer.apply(new Changes(Map.of(CLIENT, Duration.ofMinutes(10)), Set.of()));
        now = NOON.plusSeconds(60);
        assertThat(enforcer.inForce()).isEqualTo(Map.of(CLIENT, Duration.ofMinutes(9)));

        enforcer.remove();

        assertThat(enforcer.inForce()).isEmpty();
        assertThat(calls).content().endsWith("<lift><203.0.113.66/32>\n");
    }

    @Test
    void aListIsBelieved() throws Exception {
        Path list = program("list", "printf '203.0.113.66 600\\n\\n2001:db8:bad::/64\\n'");

        assertThat(enforcer(List.of(list.toString()), null).inForce())
                .isEqualTo(Map.of(CLIENT, Duration.ofMinutes(10), V6, Duration.ZERO));
    }

    @Test
    void aListThatCannotBeReadIsRefusedWithItsLine() throws IOException {
        Path list = program("list", "printf '203.0.113.66\\nnobody\\n'");
        CommandEnforcer enforcer = enforcer(List.of(list.toString()), null);

        assertThatThrownBy(enforcer::inForce)
                .isInstanceOf(EnforcementException.class)
                .hasMessageContaining("command.list: line 2: not an IP address: nobody");
    }

    @Test
    void whatAProgramSaysWhenItFailsIsKept() throws IOException {
        Path flush = program("flush", "echo 'no such table' >&2; exit 7");
        CommandEnforcer enforcer = enforcer(null, List.of(flush.toString()));

        assertThatThrownBy(enforcer::remove)
                .isInstanceOf(EnforcementException.class)
                .hasMessageContaining("ended with 7: no such table");
    }

    @Test
    void aProgramThatTakesTooLongIsKilled() throws IOException {
        Path flush = program("flush", "sleep 60");
        CommandRun run = new CommandRun(Duration.ofMillis(200));

        assertThatThrownBy(() -> run.run(List.of(flush.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("took longer than PT0.2S");
    }

    @Test
    void aProgramThatIsNotThereIsSaid() {
        CommandRun run = new CommandRun(Duration.ofSeconds(5));

        assertThatThrownBy(() -> run.run(List.of("/nowhere/keep-out")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/keep-out");
    }

    @ParameterizedTest
    @CsvSource({
        "keep-out {network}, begins with a program's whole path",
        "/bin/keep-out {net}, {net} is none of",
        "/bin/keep-out, names no {network} or {address}",
        "/bin/keep-out {seconds}, names no {network} or {address}"
    })
    void aTemplateIsCheckedBeforeItIsRun(String words, String why) {
        List<String> template = List.of(words.split(" "));

        assertThatThrownBy(() -> Template.of("the.key", template, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the.key: ")
                .hasMessageContaining(why);
    }

    private CommandEnforcer enforcer(List<String> list, List<String> flush) {
        return new CommandEnforcer(
                new CommandEnforcer.Commands(
                        Template.of(
                                "ban",
                                List.of(
                                        program.toString(),
                                        "ban",
                                        "$(id) {address}",
                                        "{network}",
                                        "{prefix}",
                                        "{family}",
                                        "{seconds}s"),
                                true),
                        Template.of("lift", List.of(program.toString(), "lift", "{network}"), true),
                        list == null ? null : Template.of("list", list, false),
                        flush == null ? null : Template.of("flush", flush, false)),
                new CommandRun(Duration.ofSeconds(30)),
                () -> now);
    }
}
