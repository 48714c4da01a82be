package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Enforcement;
import io.postern.events.Enforcement.Cause;
import io.postern.events.Enforcement.Occasion;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is in force on a host, whatever happens to it.
class EnforcingTest {

    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Network OTHER = Network.of("203.0.113.77/32");
    private static final Network V6 = Network.of("2001:db8:bad::/64");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private Scene scene;

    @BeforeEach
    void set() throws IOException {
        scene = new Scene(directory.resolve("unlocked.json"));
    }

    @Test
    void aBanIsInForceByEveryEnforcerAsLongAsItLasts() {
        scene.begin();

        scene.ban(CLIENT, TEN_MINUTES);

        assertThat(scene.host.left(CLIENT)).isEqualTo(TEN_MINUTES);
        assertThat(scene.second.left(CLIENT)).isEqualTo(TEN_MINUTES);
        assertThat(scene.told())
                .containsExactly(new Enforcement.BanApplied(
                        Scene.NOON.plus(TEN_MINUTES),
                        "brute-force",
                        "d-1",
                        Occasion.NEW,
                        Duration.ZERO,
                        Duration.ZERO));
    }

    @Test
    void aBanThatIsTakenBackIsLifted() {
        scene.begin(CLIENT, OTHER);

        scene.revoke(CLIENT);

        assertThat(scene.host.keptOut()).containsExactly(OTHER);
        assertThat(lifts()).containsExactly(Cause.REVOKED);
    }

    @Test
    void aBanEndsInTimeAndNobodyHasToSaySo() {
        scene.begin();
        scene.ban(CLIENT, TEN_MINUTES);

        scene.pass(TEN_MINUTES.minusSeconds(2));
        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
        scene.pass(Duration.ofSeconds(3));

        assertThat(scene.host.keptOut()).isEmpty();
        assertThat(lifts()).containsExactly(Cause.EXPIRED);
    }

    @Test
    void aBanMayEndEarlierOrLaterThanItWasSaidAtFirst() {
        scene.begin(CLIENT);

        scene.ban(CLIENT, TEN_MINUTES);
        assertThat(scene.host.left(CLIENT)).isEqualTo(TEN_MINUTES);
        scene.ban(CLIENT, Scene.HOUR);
        scene.pass(TEN_MINUTES);

        assertThat(scene.host.left(CLIENT)).isEqualTo(Duration.ofMinutes(50));
        assertThat(occasions()).containsExactly(Occasion.START, Occasion.CHANGED, Occasion.CHANGED);
    }

    @Test
    void untilAllBansAreKnownWhatIsInForceStays() {
        scene.host.holds(CLIENT, Scene.HOUR);

        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
        assertThat(scene.host.applied()).isEmpty();
        assertThat(scene.told()).isEmpty();
    }

    @Test
    void whatAnEarlierProcessLeftEndsInTimeAlthoughNobodyCanBeAsked() {
        FakeHost forgetful = scene.host;
        forgetful.holds(CLIENT, Duration.ofSeconds(20));

        scene.pass(Duration.ofSeconds(30));

        assertThat(lifts()).containsExactly(Cause.EXPIRED);
    }

    @Test
    void atTheStartTheHostIsMadeAsTheBansSay() {
        Network stale = Network.of("203.0.113.88/32");
        scene.host.holds(CLIENT, Scene.HOUR);
        scene.host.holds(OTHER, TEN_MINUTES);
        scene.host.holds(stale, Scene.HOUR);

        scene.begin(CLIENT, OTHER, V6);

        assertThat(scene.host.keptOut()).containsExactlyInAnyOrder(CLIENT, OTHER, V6);
        assertThat(scene.host.left(OTHER)).isEqualTo(Scene.HOUR);
        assertThat(occasions()).containsExactlyInAnyOrder(Occasion.CHANGED, Occasion.START);
        assertThat(lifts()).containsExactly(Cause.STALE);
    }

    @Test
    void whatWasFlushedIsInForceAgainAtTheNextLook() {
        scene.begin(CLIENT, V6);

        scene.host.flush();
        scene.pass(Duration.ofSeconds(6));

        assertThat(scene.host.keptOut()).containsExactlyInAnyOrder(CLIENT, V6);
        assertThat(occasions()).containsExactly(Occasion.START, Occasion.START, Occasion.RESTORED, Occasion.RESTORED);
    }

    @Test
    void bansThatAreReadAgainChangeWhatIsDifferentAndNothingElse() {
        scene.begin(CLIENT, OTHER);
        int before = scene.host.applied().size();

        scene.enforcing.loaded(Map.of(CLIENT, scene.held(CLIENT, Scene.HOUR), V6, scene.held(V6, Scene.HOUR)), true);
        scene.settle();

        assertThat(scene.host.keptOut()).containsExactlyInAnyOrder(CLIENT, V6);
        assertThat(scene.host.applied()).hasSize(before + 1);
        assertThat(lifts()).containsExactly(Cause.REVOKED);
    }

    @Test
    void fiftyThousandBansAreAFewChanges() {
        Map<Network, HeldBan> many = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            Network network = Network.of("8.%d.%d.1".formatted(i >> 8, i & 255));
            many.put(network, scene.held(network, Scene.HOUR));
        }

        scene.enforcing.loaded(many, true);
        scene.settle();

        assertThat(scene.host.keptOut()).hasSize(50_000);
        assertThat(scene.host.applied()).hasSize(5);
    }

    @Test
    void aBanBeyondTheMostIsLeftOutAndToldOnceUntilThereIsRoom() throws IOException {
        Scene small = new Scene(directory.resolve("small.json"), 10);
        small.begin();
        for (int i = 0; i < 15; i++) {
            small.ban(Network.of("203.0.113." + i), TEN_MINUTES);
        }

        assertThat(small.host.keptOut()).hasSize(10);
        assertThat(small.told().stream().filter(Enforcement.EnforcementFailed.class::isInstance))
                .hasSize(1);
        assertThat(small.enforcing.hasRoomAgain()).isFalse();
        small.pass(TEN_MINUTES.plusSeconds(1));
        assertThat(small.enforcing.hasRoomAgain()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7/32, special-purpose 198.51.100.0/24",
        "10.0.0.0/8, special-purpose 10.0.0.0/8",
        "0.0.0.0/0, contains 203.0.113.10/31 of",
        "203.0.113.10/32, in 203.0.113.10/31 of",
        "203.0.113.8/29, contains 203.0.113.10/31 of",
        "203.0.113.25/32, 'contains 203.0.113.25, an address of this host'",
        "203.0.113.24/30, 'contains 203.0.113.25, an address of this host'",
        "2001:db8::/48, 'contains 2001:db8::25, an address of this host'"
    })
    void whoMustNeverBeKeptOutIsNot(Network network, String why) throws IOException {
        Scene guarded = new Scene(directory.resolve("unlocked.json"), Network.of("203.0.113.10/31"));
        guarded.exemptions.own(Set.of(Address.of("203.0.113.25"), Address.of("2001:db8::25")));
        guarded.begin();

        guarded.ban(network, Scene.HOUR);

        assertThat(guarded.host.applied()).isEmpty();
        assertThat(guarded.told())
                .singleElement()
                .isInstanceOfSatisfying(
                        Enforcement.BanRefused.class,
                        refused -> assertThat(refused.why()).startsWith(why));
    }

    @Test
    void anAddressThatBecomesTheHostsOwnIsLetInAndKeptOutAgainWhenItIsNotAnyMore() {
        scene.begin(CLIENT);

        assertThat(scene.exemptions.own(Set.of(CLIENT.base()))).isTrue();
        scene.enforcing.exemptionsChanged();
        scene.settle();
        assertThat(scene.host.keptOut()).isEmpty();
        assertThat(lifts()).containsExactly(Cause.EXEMPT);
        scene.exemptions.own(Set.of());
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
    }

    @Test
    void whatStaysOutIsLeftInForceAtTheStopOrFlushedByChoice() throws IOException {
        Scene flushing = new Scene(directory.resolve("flushing.json"));
        scene.begin(CLIENT);
        flushing.begin(CLIENT);

        scene.stop(AtStop.LEAVE);
        flushing.stop(AtStop.FLUSH);

        assertThat(scene.host.keptOut()).containsExactly(CLIENT);
        assertThat(flushing.host.keptOut()).isEmpty();
        assertThat(flushing.told().getLast())
                .isInstanceOfSatisfying(
                        Enforcement.BanLifted.class,
                        lifted -> assertThat(lifted.cause()).isEqualTo(Cause.STOPPED));
    }

    private List<Cause> lifts() {
        return scene.told().stream()
                .filter(Enforcement.BanLifted.class::isInstance)
                .map(lifted -> ((Enforcement.BanLifted) lifted).cause())
                .toList();
    }

    private List<Occasion> occasions() {
        return scene.told().stream()
                .filter(Enforcement.BanApplied.class::isInstance)
                .map(applied -> ((Enforcement.BanApplied) applied).occasion())
                .toList();
    }
}
