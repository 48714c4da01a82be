package io.postern.collector.enforcing.pf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.programs.Recorder;
import io.postern.events.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Beside pfctl(8) of FreeBSD 14: the command lines and what is made of the answers. No pf is there.
class PfEnforcerTest {

    @TempDir
    private Path folder;

    private final Map<Network, Duration> bans = new LinkedHashMap<>();

    PfEnforcerTest() {
        bans.put(Network.of("192.0.2.7"), Duration.ofHours(1));
        bans.put(Network.of("2001:db8::/64"), Duration.ofHours(2));
    }

    @Test
    void theTableIsChangedInOneRunEachAndConnectionsOfTheNewlyBannedAreKilled() throws Exception {
        Recorder pfctl = new Recorder(folder, "pfctl", "A  192.0.2.7\n   2001:db8::/64\n");

        new PfEnforcer(false, pfctl.path()).apply(new Changes(bans, Set.of(Network.of("198.51.100.0/24"))));

        assertThat(pfctl.record())
                .containsExactly(
                        "pfctl [-q] [-t] [postern] [-T] [delete] [-f] [-]",
                        "198.51.100.0/24",
                        "pfctl [-v] [-t] [postern] [-T] [add] [-f] [-]",
                        "192.0.2.7/32",
                        "2001:db8::/64",
                        "pfctl [-q] [-k] [192.0.2.7]");
    }

    @Test
    void connectionsAreKeptWhereThatIsAsked() throws Exception {
        Recorder pfctl = new Recorder(folder, "pfctl", "A  192.0.2.7\n");

        new PfEnforcer(true, pfctl.path()).apply(new Changes(bans, Set.of()));

        assertThat(pfctl.record())
                .containsExactly("pfctl [-v] [-t] [postern] [-T] [add] [-f] [-]", "192.0.2.7/32", "2001:db8::/64");
    }

    @Test
    void theTableIsReadWithoutEnds() throws Exception {
        Recorder pfctl = new Recorder(folder, "pfctl", "   192.0.2.7\n   198.51.100.0/24\n   2001:db8::/64\n");

        assertThat(new PfEnforcer(false, pfctl.path()).inForce())
                .containsOnly(
                        Map.entry(Network.of("192.0.2.7"), Duration.ZERO),
                        Map.entry(Network.of("198.51.100.0/24"), Duration.ZERO),
                        Map.entry(Network.of("2001:db8::/64"), Duration.ZERO));
        assertThat(pfctl.record()).containsExactly("pfctl [-t] [postern] [-T] [show]");
    }

    @Test
    void toRemoveIsToEmptyTheTable() throws Exception {
        Recorder pfctl = new Recorder(folder, "pfctl", "");

        new PfEnforcer(false, pfctl.path()).remove();

        assertThat(pfctl.record()).containsExactly("pfctl [-q] [-t] [postern] [-T] [flush]");
    }

    @Test
    void aHostWithoutPfIsToldSo() {
        assertThatThrownBy(() -> new PfEnforcer(false, folder.toString()).prepare())
                .isInstanceOf(EnforcementException.class)
                .hasMessage("pf, table <postern>: there is no program pfctl");
    }
}
