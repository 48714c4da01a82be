package io.postern.collector.enforcing.files;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostfixMapTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Network V6 = Network.of("2001:db8:bad::/64");

    @TempDir
    Path directory;

    private final List<Long> reloads = new ArrayList<>();
    private Path file;
    private Instant now = NOON;
    private PostfixMap map;

    @BeforeEach
    void set() throws EnforcementException {
        file = directory.resolve("postern.cidr");
        map = map();
        map.prepare();
    }

    private PostfixMap map() {
        return new PostfixMap(
                new PostfixMap.Settings(
                        file, "REJECT Go away", () -> reloads.add(now.getEpochSecond()), Duration.ofSeconds(10)),
                () -> now,
                () -> Duration.between(NOON, now).toNanos());
    }

    @Test
    void isWrittenAsPostfixReadsItWithTheEndOfEachBan() throws Exception {
        ban(CLIENT, Duration.ofMinutes(10));
        ban(V6, Duration.ofHours(1));

        assertThat(file).content().isEqualTo("""
                # Written by Postern's collector, which overwrites every change.
                # until 1768479000
                203.0.113.66/32 REJECT Go away
                # until 1768482000
                2001:db8:bad::/64 REJECT Go away
                """);
    }

    @Test
    void isReadBackByAnotherProcessWithTheTimeLeft() throws Exception {
        ban(CLIENT, Duration.ofMinutes(10));
        now = NOON.plusSeconds(60);

        assertThat(map().inForce()).isEqualTo(Map.of(CLIENT, Duration.ofMinutes(9)));
        now = NOON.plusSeconds(600);
        assertThat(map().inForce().get(CLIENT)).isNegative();
    }

    @Test
    void isThereBeforeAnybodyIsKeptOutAndAfterAllAreLetIn() throws Exception {
        assertThat(file).exists();
        ban(CLIENT, Duration.ofMinutes(10));

        map.remove();

        assertThat(file).exists();
        assertThat(map.inForce()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void noticesWhateverAnybodyElseDoesToIt() throws Exception {
        ban(CLIENT, Duration.ofMinutes(10));
        assertThat(map.mayBeDisturbed()).isFalse();

        Files.writeString(file, "");
        assertThat(map.mayBeDisturbed()).isTrue();
        assertThat(map.inForce()).isEmpty();
        assertThat(map.mayBeDisturbed()).isFalse();
        Files.delete(file);

        assertThat(map.mayBeDisturbed()).isTrue();
    }

    @Test
    void keepsThePermissionsAndTheLinkThatItFinds() throws Exception {
        Path elsewhere = directory.resolve("elsewhere.cidr");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r-----"));

        ban(CLIENT, Duration.ofMinutes(10));

        assertThat(file).isSymbolicLink();
        assertThat(elsewhere).content().contains("203.0.113.66/32");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-r-----");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("postern.cidr", "elsewhere.cidr");
    }

    @Test
    void postfixIsReloadedAtOnceAndThenNotAgainBeforeThePauseIsOver() throws Exception {
        ban(CLIENT, Duration.ofMinutes(10));
        now = NOON.plusSeconds(3);
        ban(V6, Duration.ofMinutes(10));
        map.mayBeDisturbed();
        assertThat(reloads).containsExactly(NOON.getEpochSecond());

        now = NOON.plusSeconds(10);
        map.mayBeDisturbed();
        now = NOON.plusSeconds(30);
        map.mayBeDisturbed();

        assertThat(reloads)
                .containsExactly(NOON.getEpochSecond(), NOON.plusSeconds(10).getEpochSecond());
    }

    @Test
    void aFileThatIsNotItsOwnIsRefusedWithItsPlace() throws IOException {
        Files.writeString(file, "# mine\n192.0.2.1 OK\nmail.example.org REJECT\n");

        assertThatThrownBy(map::inForce)
                .isInstanceOf(EnforcementException.class)
                .hasMessageContaining(file + ":3: not a line of the collector's");
        assertThat(file).content().contains("mail.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "REJECT\n0.0.0.0/0 OK"})
    void anActionIsOneLine(String action) {
        Duration pause = Duration.ofSeconds(10);

        assertThatThrownBy(() -> new PostfixMap.Settings(file, action, null, pause))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("postern.collector.enforce.postfix.action");
    }

    private void ban(Network network, Duration length) throws EnforcementException {
        map.apply(new Changes(Map.of(network, length), Set.of()));
    }
}
