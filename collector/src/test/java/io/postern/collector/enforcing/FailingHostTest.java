package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Enforcement;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host that does not do what it is told.
class FailingHostTest {

    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Network OTHER = Network.of("203.0.113.77/32");

    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void set() throws IOException {
        scene = new Scene(directory.resolve("unlocked.json"));
    }

    @Test
    void bansAreKeptAndInForceOnceTheHostIsWell() {
        scene.begin();
        scene.host.failsWith("operation not permitted");
        scene.ban(CLIENT, Scene.HOUR);
        scene.ban(OTHER, Scene.HOUR);
        scene.pass(Duration.ofMinutes(2));
        assertThat(scene.host.keptOut()).isEmpty();
        assertThat(scene.second.keptOut()).as("the others are not held up").containsExactlyInAnyOrder(CLIENT, OTHER);

        scene.host.failsWith(null);
        scene.pass(Duration.ofSeconds(31));

        assertThat(scene.host.keptOut()).containsExactlyInAnyOrder(CLIENT, OTHER);
        assertThat(scene.trouble()).isNull();
    }

    @Test
    void eachCauseIsToldOnceAndTriedMoreAndMoreSeldom() {
        scene.begin();
        scene.host.failsWith("operation not permitted");

        scene.ban(CLIENT, Scene.HOUR);
        scene.pass(Duration.ofMinutes(10));

        assertThat(failures()).containsExactly("operation not permitted");
        assertThat(scene.host.tries()).isLessThan(40);
        scene.host.failsWith("table 7 is gone");
        scene.pass(Duration.ofMinutes(1));
        scene.host.failsWith("table 8 is gone");
        scene.pass(Duration.ofMinutes(1));
        assertThat(failures()).containsExactly("operation not permitted", "table 7 is gone");
    }

    @Test
    void aNetworkThatTheHostRefusesHoldsUpNobody() {
        List<Network> many = IntStream.range(0, 200)
                .mapToObj(i -> Network.of("203.0.113." + i + "/32"))
                .toList();
        scene.host.refuses(CLIENT);

        scene.begin(many.toArray(Network[]::new));
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.host.keptOut()).hasSize(199).doesNotContain(CLIENT);
        assertThat(failures()).containsExactly("invalid argument");
        scene.ban(Network.of("203.0.113.250/32"), Scene.HOUR);
        assertThat(scene.host.keptOut()).hasSize(200);
    }

    @Test
    void aBanWhoseTimeIsOverIsNotTriedAnyMore() {
        scene.begin();
        scene.host.failsWith("operation not permitted");
        scene.ban(CLIENT, Duration.ofSeconds(30));
        scene.pass(Duration.ofMinutes(2));

        scene.host.failsWith(null);
        scene.pass(Duration.ofMinutes(1));

        assertThat(scene.host.applied()).isEmpty();
        assertThat(scene.trouble()).isNull();
    }

    @Test
    void aHostThatCannotBePreparedAtTheStartIsPreparedLater() {
        scene.host.failsWith("no such module");
        scene.begin(CLIENT);
        assertThat(scene.trouble()).isEqualTo("no such module");

        scene.host.failsWith(null);
        scene.pass(Duration.ofSeconds(2));

        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
    }

    private List<String> failures() {
        return scene.told().stream()
                .filter(Enforcement.EnforcementFailed.class::isInstance)
                .map(failed -> ((Enforcement.EnforcementFailed) failed).message())
                .toList();
    }
}
