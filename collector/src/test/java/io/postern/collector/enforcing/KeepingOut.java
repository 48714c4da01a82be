package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Network;
import io.postern.testkit.namespaces.Attacker;
import io.postern.testkit.namespaces.Namespace;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every firewall must do to real connections between two network namespaces.
public abstract class KeepingOut {

    private static final Traffic ALL = new Traffic(List.of(), false);
    private static final Duration LONG = Duration.ofHours(1);

    protected Namespace host;
    protected Attacker attacker;

    protected abstract Enforcer enforcer(Traffic traffic);

    @BeforeEach
    void open() throws Exception {
        host = new Namespace();
        attacker = new Attacker(
                host,
                List.of("192.0.2.1/24", "2001:db8::1/64"),
                List.of("192.0.2.7/24", "192.0.2.8/24", "2001:db8::7/64"));
        attacker.serve(143);
        attacker.serve(8080);
    }

    @AfterEach
    void close() {
        attacker.close();
        host.close();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.1, 192.0.2.7/32",
        "192.0.2.7, 192.0.2.1, 192.0.2.0/29",
        "2001:db8::7, 2001:db8::1, 2001:db8::7/128",
        "2001:db8::7, 2001:db8::1, 2001:db8::/64"
    })
    void theBannedLosesItsConnectionAndOpensNoNewOneUntilItIsLetIn(String from, String to, Network ban)
            throws Exception {
        Socket connection = attacker.connect(from, to, 143);
        assertThat(attacker.isAnswered(connection)).isTrue();

        enforce(ALL, Map.of(ban, LONG), Set.of());
        assertThat(attacker.isCutOff(connection)).isTrue();
        assertThat(attacker.isKeptOut(from, to, 143)).isTrue();

        enforce(ALL, Map.of(), Set.of(ban));
        assertThat(attacker.isAnswered(from, to, 143)).isTrue();
    }

    @Test
    void aBanEndsByItselfAndConnectionsAreAnsweredAgain() throws Exception {
        enforce(ALL, Map.of(Network.of("192.0.2.7"), Duration.ofSeconds(3)), Set.of());
        assertThat(attacker.isKeptOut("192.0.2.7", "192.0.2.1", 143)).isTrue();

        Eventually.holds(() -> !attacker.isKeptOut("192.0.2.7", "192.0.2.1", 143));
    }

    @Test
    void whoIsBesideTheBannedIsAnswered() throws Exception {
        enforce(ALL, Map.of(Network.of("192.0.2.7"), LONG, Network.of("198.51.100.0/24"), LONG), Set.of());

        assertThat(attacker.isAnswered("192.0.2.8", "192.0.2.1", 143)).isTrue();
        assertThat(attacker.isAnswered("2001:db8::7", "2001:db8::1", 143)).isTrue();
    }

    @Test
    void whereConnectionsAreKeptOnlyNewOnesAreRefused() throws Exception {
        Traffic kept = new Traffic(List.of(), true);
        enforce(kept, Map.of(), Set.of());
        Socket connection = attacker.connect("192.0.2.7", "192.0.2.1", 143);

        enforce(kept, Map.of(Network.of("192.0.2.7"), LONG), Set.of());

        assertThat(attacker.isAnswered(connection)).isTrue();
        assertThat(attacker.isKeptOut("192.0.2.7", "192.0.2.1", 143)).isTrue();
    }

    @Test
    void whereOnlySomePortsAreGuardedTheOthersAnswer() throws Exception {
        enforce(new Traffic(List.of(25, 143), false), Map.of(Network.of("192.0.2.7"), LONG), Set.of());

        assertThat(attacker.isKeptOut("192.0.2.7", "192.0.2.1", 143)).isTrue();
        assertThat(attacker.isAnswered("192.0.2.7", "192.0.2.1", 8080)).isTrue();
    }

    private void enforce(Traffic traffic, Map<Network, Duration> ban, Set<Network> lift) throws Exception {
        host.in(() -> {
            try (Enforcer enforcer = enforcer(traffic)) {
                enforcer.prepare();
                enforcer.apply(new Changes(ban, lift));
            }
            return null;
        });
    }
}
