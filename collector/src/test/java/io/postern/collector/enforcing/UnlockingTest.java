package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Enforcement;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who must get in, and nothing works but this host.
class UnlockingTest {

    private static final String ADDRESS = "203.0.113.66";
    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Network AROUND = Network.of("203.0.113.64/27");
    private static final Network OTHER = Network.of("203.0.113.7/32");

    @TempDir
    Path directory;

    private Path state;
    private Scene scene;

    @BeforeEach
    void set() throws IOException {
        state = directory.resolve("unlocked.json");
        scene = new Scene(state);
    }

    @Test
    void everythingThatCoversTheAddressIsLiftedEverywhereAndNothingElse() {
        scene.begin(CLIENT, AROUND, OTHER);

        Unlocking.Unlocked answer = scene.unlock(ADDRESS, null, false);

        assertThat(scene.host.keptOut()).containsExactly(OTHER);
        assertThat(scene.second.keptOut()).containsExactly(OTHER);
        assertThat(answer.lifted()).extracting(Unlocking.Kept::network).containsExactlyInAnyOrder(CLIENT, AROUND);
        assertThat(answer.lifted()).allSatisfy(lifted -> {
            assertThat(lifted.enforcers()).containsExactly("nftables", "postfix");
            assertThat(lifted.rule()).isEqualTo("brute-force");
        });
        assertThat(scene.told().stream()
                        .filter(Enforcement.BanLifted.class::isInstance)
                        .map(lifted -> ((Enforcement.BanLifted) lifted).cause()))
                .containsOnly(Enforcement.Cause.UNLOCKED);
    }

    @Test
    void theSameBanIsNotPutInForceAgainByARestartNorByALookAtTheHost() throws IOException {
        scene.begin(CLIENT, AROUND, OTHER);
        scene.unlock(ADDRESS, null, false);
        scene.host.flush();
        scene.pass(Duration.ofSeconds(6));
        assertThat(scene.host.keptOut()).containsExactly(OTHER);

        Scene restarted = new Scene(state);
        restarted.begin(CLIENT, AROUND, OTHER);

        assertThat(restarted.host.keptOut()).containsExactly(OTHER);
    }

    @Test
    void aNewBanKeepsOutAgainUnlessAskedForGrace() throws IOException {
        scene.begin(CLIENT);
        scene.unlock(ADDRESS, null, false);
        scene.pass(Duration.ofSeconds(10));
        scene.ban(CLIENT, Scene.HOUR);
        assertThat(scene.host.keptOut()).containsExactly(CLIENT);

        scene.unlock(ADDRESS, Duration.ofMinutes(30), false);
        scene.pass(Duration.ofSeconds(10));
        scene.ban(CLIENT, Scene.HOUR);
        scene.ban(AROUND, Scene.HOUR);
        assertThat(scene.host.keptOut()).isEmpty();
        scene.pass(Duration.ofMinutes(30));

        assertThat(scene.host.keptOut()).containsExactlyInAnyOrder(CLIENT, AROUND);
    }

    @Test
    void beforeAnyBanIsReadItLiftsWhatAnEarlierProcessLeft() {
        scene.host.holds(CLIENT, Scene.HOUR);
        scene.host.holds(OTHER, Scene.HOUR);
        scene.settle();

        Unlocking.Unlocked answer = scene.unlock(ADDRESS, null, false);

        assertThat(answer.lifted()).extracting(Unlocking.Kept::network).containsExactly(CLIENT);
        assertThat(scene.host.keptOut()).containsExactly(OTHER);
        scene.begin(CLIENT, OTHER);
        assertThat(scene.host.keptOut()).containsExactly(OTHER);
    }

    @Test
    void aDryRunTellsAndTouchesNothing() {
        scene.begin(CLIENT, OTHER);

        Unlocking.Unlocked answer = scene.unlock(ADDRESS, Scene.HOUR, true);

        assertThat(answer.lifted()).extracting(Unlocking.Kept::network).containsExactly(CLIENT);
        assertThat(scene.host.keptOut()).containsExactlyInAnyOrder(CLIENT, OTHER);
        assertThat(state).doesNotExist();
    }

    @Test
    void whoIsNotKeptOutNeedsNothing() {
        scene.begin(OTHER);

        Unlocking.Unlocked answer = scene.unlock(ADDRESS, null, false);

        assertThat(answer.lifted()).isEmpty();
        assertThat(answer.problems()).isEmpty();
        assertThat(scene.host.keptOut()).containsExactly(OTHER);
    }

    @Test
    void whatOneEnforcerCannotDoIsSaidAndTheOthersDoIt() {
        scene.begin(CLIENT);
        scene.host.failsWith("operation not permitted");

        Unlocking.Unlocked answer = scene.unlock(ADDRESS, null, false);

        assertThat(answer.problems()).containsExactly("nftables: operation not permitted");
        assertThat(scene.second.keptOut()).isEmpty();
        scene.host.failsWith(null);
        scene.pass(Duration.ofSeconds(31));
        assertThat(scene.host.keptOut()).as("tried until it is done").isEmpty();
    }

    @Test
    void whatWasUnlockedAndCannotBeReadIsPutAside() throws IOException {
        Files.writeString(state, "{\"v\":1,\"pardons\":[{\"network\":7}]}");

        new Scene(state).begin(CLIENT);

        assertThat(state).doesNotExist();
        assertThat(directory.resolve("unlocked.json.unreadable")).exists();
    }

    @Test
    void aListTellsWhatIsInForceAndHowMuchIsLeftOff() {
        scene.begin(CLIENT, AROUND, OTHER);

        var listing = java.util.concurrent.CompletableFuture.supplyAsync(() -> scene.unlocking.list(2));
        while (!listing.isDone()) {
            scene.settle();
        }

        assertThat(listing.join().kept()).hasSize(2);
        assertThat(listing.join().more()).isEqualTo(1);
    }

    @Test
    void pardonsEndWithTheirTime() throws IOException {
        Pardons pardons = Pardons.open(state);
        Network network = Network.of(Address.of(ADDRESS));
        pardons.add(List.of(new Pardon(network, Scene.NOON, Scene.NOON.plusSeconds(60), true)), Scene.NOON);
        HeldBan ban = scene.held(network, Scene.HOUR);

        assertThat(pardons.cover(network, ban, Scene.NOON.plusSeconds(59))).isTrue();
        assertThat(Pardons.open(state).cover(network, ban, Scene.NOON.plusSeconds(59)))
                .isTrue();
        assertThat(pardons.cover(network, ban, Scene.NOON.plusSeconds(60))).isFalse();
    }
}
