package io.postern.collector.enforcing.ipfw;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.programs.Recorder;
import io.postern.events.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Beside ipfw(8) of FreeBSD 14: the command lines and what is made of the answers. No ipfw is there.
class IpfwEnforcerTest {

    @TempDir
    private Path folder;

    @Test
    void theTableIsMadeWhereItIsMissing() throws Exception {
        Recorder ipfw = new Recorder(folder, "ipfw", "");

        new IpfwEnforcer(ipfw.path()).prepare();

        assertThat(ipfw.record()).containsExactly("ipfw [-q] [/dev/stdin]", "table postern create type addr missing");
    }

    @Test
    void theTableIsChangedInOneRun() throws Exception {
        Recorder ipfw = new Recorder(folder, "ipfw", "");
        Map<Network, Duration> bans = new LinkedHashMap<>();
        bans.put(Network.of("192.0.2.7"), Duration.ofHours(1));
        bans.put(Network.of("2001:db8::/64"), Duration.ofHours(2));

        new IpfwEnforcer(ipfw.path()).apply(new Changes(bans, Set.of(Network.of("198.51.100.0/24"))));

        assertThat(ipfw.record())
                .containsExactly(
                        "ipfw [-q] [/dev/stdin]",
                        "table postern delete 198.51.100.0/24",
                        "table postern add 192.0.2.7/32",
                        "table postern add 2001:db8::/64");
    }

    @Test
    void theTableIsReadWithoutEnds() throws Exception {
        Recorder ipfw = new Recorder(folder, "ipfw", """
                --- table(postern), set(0) ---
                192.0.2.7/32 0
                198.51.100.0/24 0
                2001:db8::/64 0
                """);

        assertThat(new IpfwEnforcer(ipfw.path()).inForce())
                .containsOnly(
                        Map.entry(Network.of("192.0.2.7"), Duration.ZERO),
                        Map.entry(Network.of("198.51.100.0/24"), Duration.ZERO),
                        Map.entry(Network.of("2001:db8::/64"), Duration.ZERO));
        assertThat(ipfw.record()).containsExactly("ipfw [table] [postern] [list]");
    }

    @Test
    void toRemoveIsToEmptyTheTable() throws Exception {
        Recorder ipfw = new Recorder(folder, "ipfw", "");

        new IpfwEnforcer(ipfw.path()).remove();

        assertThat(ipfw.record()).containsExactly("ipfw [-q] [/dev/stdin]", "table postern flush");
    }
}
