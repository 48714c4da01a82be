package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A host whose clock is wrong, in a cluster whose clock is the broker's.
class WrongClockTest {

    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void set() throws IOException {
        scene = new Scene(directory.resolve("unlocked.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT5H", "-PT5H", "P400D", "-P400D"})
    void bansLastAsLongAsTheyShouldWhateverTheHostsClockSays(Duration ahead) {
        scene.hostClockIsAhead(ahead);
        scene.clock.confirmed(scene.trueTime());
        scene.begin();

        scene.ban(CLIENT, TEN_MINUTES);

        assertThat(scene.host.left(CLIENT)).isEqualTo(TEN_MINUTES);
        scene.pass(TEN_MINUTES.minusSeconds(1));
        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
        scene.pass(Duration.ofSeconds(2));
        assertThat(scene.host.keptOut()).isEmpty();
        assertThat(scene.clock.hostAhead()).isEqualTo(ahead);
    }

    @Test
    void aClockThatJumpsEndsNoBanAndProlongsNone() {
        scene.clock.confirmed(scene.trueTime());
        scene.begin();
        scene.ban(CLIENT, TEN_MINUTES);

        scene.hostClockIsAhead(Duration.ofDays(1));
        scene.pass(Duration.ofMinutes(5));
        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
        scene.hostClockIsAhead(Duration.ofDays(-1));
        scene.pass(Duration.ofMinutes(5).plusSeconds(1));

        assertThat(scene.host.keptOut()).isEmpty();
    }

    @Test
    void aClockThatIsBehindIsSeenByTheBansThatAreRead() {
        scene.hostClockIsAhead(Duration.ofHours(-5));
        scene.clock.notBefore(scene.trueTime());
        scene.begin();

        scene.ban(CLIENT, TEN_MINUTES);

        assertThat(scene.host.left(CLIENT)).isEqualTo(TEN_MINUTES);
    }

    @Test
    void whatWasReadTellsNothingOnceTheBrokerWasMeasured() {
        scene.clock.confirmed(scene.trueTime());

        scene.clock.notBefore(scene.trueTime().plus(Duration.ofDays(1)));

        assertThat(scene.clock.now()).isEqualTo(scene.trueTime());
    }

    @Test
    void aCorrectionTellsHowFarItMoves() {
        scene.hostClockIsAhead(Duration.ofHours(1));

        assertThat(scene.clock.confirmed(scene.trueTime())).isEqualTo(Duration.ofHours(-1));
        assertThat(scene.clock.confirmed(scene.trueTime())).isZero();
    }
}
