package io.postern.collector.enforcing.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Traffic;
import io.postern.events.Network;
import io.postern.testkit.namespaces.Namespace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real ipset and iptables, in a network namespace of their own.
class IpsetIT {

    private static final Traffic ALL = new Traffic(List.of(), false);
    private static final Map<Network, Duration> BANS = Map.of(
            Network.of("192.0.2.7"), Duration.ofMinutes(10),
            Network.of("192.0.2.0/24"), Duration.ofHours(1),
            Network.of("192.0.2.0/25"), Duration.ofMinutes(2),
            Network.of("2001:db8::7"), Duration.ofMinutes(10),
            Network.of("2001:db8::/32"), Duration.ofDays(5));

    private Namespace host;

    @BeforeEach
    void open() throws Exception {
        host = new Namespace();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void whatWasSetIsReadBack() throws Exception {
        prepared(ALL, enforcer -> {
            enforcer.apply(new Changes(BANS, Set.of()));

            assertInForce(enforcer.inForce(), BANS);
        });
    }

    @Test
    void theLastTimeSetCountsAndWhoIsLetInIsGone() throws Exception {
        prepared(ALL, enforcer -> {
            enforcer.apply(new Changes(BANS, Set.of()));
            enforcer.apply(new Changes(
                    Map.of(Network.of("192.0.2.7"), Duration.ofMinutes(1)),
                    Set.of(Network.of("192.0.2.0/24"), Network.of("203.0.113.9"), Network.of("2001:db8::7"))));

            Map<Network, Duration> expected = new HashMap<>(BANS);
            expected.remove(Network.of("192.0.2.0/24"));
            expected.remove(Network.of("2001:db8::7"));
            expected.put(Network.of("192.0.2.7"), Duration.ofMinutes(1));
            assertInForce(enforcer.inForce(), expected);
        });
    }

    @Test
    void aBanLongerThanIpsetKnowsIsAsLongAsItKnows() throws Exception {
        prepared(ALL, enforcer -> {
            enforcer.apply(new Changes(Map.of(Network.of("192.0.2.7"), Duration.ofDays(400)), Set.of()));

            assertInForce(enforcer.inForce(), Map.of(Network.of("192.0.2.7"), Duration.ofSeconds(2_147_483)));
        });
    }

    @Test
    void fiftyThousandAreSetAndReadBack() throws Exception {
        Map<Network, Duration> many = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            many.put(Network.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), Duration.ofHours(1));
        }
        prepared(ALL, enforcer -> {
            enforcer.apply(new Changes(many, Set.of()));

            assertThat(enforcer.inForce().keySet().equals(many.keySet())).isTrue();
        });
    }

    @Test
    void theChainIsJumpedToOnceAndFirstHoweverOftenItIsPrepared() throws Exception {
        host.run("iptables", "-t", "raw", "-A", "PREROUTING", "-p", "icmp", "-j", "ACCEPT");
        prepared(ALL, IpsetEnforcer::prepare);
        prepared(ALL, IpsetEnforcer::prepare);

        assertThat(host.run("iptables", "-t", "raw", "-S")).isEqualTo("""
                        -P PREROUTING ACCEPT
                        -P OUTPUT ACCEPT
                        -N POSTERN
                        -A PREROUTING -j POSTERN
                        -A PREROUTING -p icmp -j ACCEPT
                        -A POSTERN -m set --match-set postern4 src -j DROP
                        """);
    }

    @Test
    void anotherConfigurationTakesThePlaceOfTheOneBefore() throws Exception {
        prepared(ALL, enforcer -> enforcer.apply(new Changes(BANS, Set.of())));
        List<Integer> ports = List.of(25, 110, 143, 465, 587, 993, 995, 4190, 80, 443, 21, 22, 53, 8080, 8443, 9000);

        prepared(new Traffic(ports, true), enforcer -> assertInForce(enforcer.inForce(), BANS));

        assertThat(host.run("ip6tables", "-t", "raw", "-S")).doesNotContain("POSTERN");
        assertThat(host.run("ip6tables", "-t", "mangle", "-S", "POSTERN").lines())
                .hasSize(4)
                .contains("-A POSTERN -p tcp -m multiport --dports 9000 -m set --match-set postern6 src -j DROP");
    }

    @Test
    void afterTheRulesWereFlushedNothingIsInForceUntilItIsPreparedAgain() throws Exception {
        prepared(ALL, enforcer -> {
            enforcer.apply(new Changes(BANS, Set.of()));
            for (String iptables : List.of("iptables", "ip6tables")) {
                Namespace.here(iptables, "-t", "raw", "-F");
            }
            assertThat(enforcer.inForce()).isEmpty();

            enforcer.prepare();
            assertInForce(enforcer.inForce(), BANS);
        });
    }

    @Test
    void whatItMadeIsRemovedAndWhatOthersMadeStays() throws Exception {
        host.run("ipset", "create", "theirs", "hash:ip");
        host.run(
                "iptables", "-t", "raw", "-A", "PREROUTING", "-m", "set", "--match-set", "theirs", "src", "-j", "DROP");
        String rules = host.run("iptables", "-t", "raw", "-S");
        String sets = host.run("ipset", "save");

        prepared(ALL, enforcer -> {
            enforcer.apply(new Changes(BANS, Set.of()));
            enforcer.remove();
            enforcer.remove();
        });

        assertThat(host.run("iptables", "-t", "raw", "-S")).isEqualTo(rules);
        assertThat(host.run("ipset", "save")).isEqualTo(sets);
    }

    @Test
    void aSetOfThatNameThatDiffersIsRefused() throws Exception {
        host.run("ipset", "create", "postern6", "hash:ip");

        assertThatThrownBy(() -> prepared(ALL, enforcer -> {}))
                .isInstanceOf(EnforcementException.class)
                .hasMessageStartingWith("ipset: cannot prepare: ")
                .hasMessageNotContaining("\n");
    }

    @FunctionalInterface
    private interface Use {
        void of(IpsetEnforcer enforcer) throws Exception;
    }

    private void prepared(Traffic traffic, Use use) throws Exception {
        Callable<Void> all = () -> {
            try (IpsetEnforcer enforcer = new IpsetEnforcer(traffic)) {
                enforcer.prepare();
                use.of(enforcer);
            }
            return null;
        };
        host.in(all);
    }

    private static void assertInForce(Map<Network, Duration> inForce, Map<Network, Duration> expected) {
        assertThat(inForce).containsOnlyKeys(expected.keySet());
        assertThat(inForce)
                .allSatisfy((network, left) -> assertThat(left)
                        .as(network.toString())
                        .isBetween(expected.get(network).minusSeconds(40), expected.get(network)));
    }
}
