package io.postern.collector.enforcing.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Eventually;
import io.postern.collector.enforcing.Traffic;
import io.postern.collector.enforcing.programs.Program;
import io.postern.events.Network;
import io.postern.testkit.namespaces.Namespace;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real nftables, in a network namespace of its own, by either way.
class NftablesIT {

    private static final Traffic ALL = new Traffic(List.of(), false);
    private static final Traffic MAIL_KEPT = new Traffic(List.of(25, 143), true);

    /// Of both families, single and not, and overlapping.
    private static final Map<Network, Duration> BANS = Map.of(
            Network.of("192.0.2.7"), Duration.ofMinutes(10),
            Network.of("192.0.2.0/24"), Duration.ofHours(1),
            Network.of("192.0.2.0/25"), Duration.ofMinutes(2),
            Network.of("198.51.100.0/22"), Duration.ofDays(400),
            Network.of("2001:db8::7"), Duration.ofMinutes(10),
            Network.of("2001:db8::/64"), Duration.ofMinutes(20),
            Network.of("2001:db8::/32"), Duration.ofMinutes(5));

    enum Way implements NftablesEnforcer.Opening {
        NETLINK {
            @Override
            public Table open() throws IOException {
                return KernelTable.open();
            }
        },
        NETLINK_IN_SMALL_TRANSACTIONS {
            @Override
            public Table open() throws IOException {
                return KernelTable.open(2000);
            }
        },
        PROGRAM {
            @Override
            public Table open() throws IOException {
                return new ProgramTable(Program.named("nft"));
            }
        };

        NftablesEnforcer enforcer(Traffic traffic) {
            return new NftablesEnforcer(traffic, this);
        }
    }

    private Namespace host;

    @BeforeEach
    void open() throws Exception {
        host = new Namespace();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSetIsReadBack(Way way) throws Exception {
        var inForce = host.in(() -> {
            try (var enforcer = way.enforcer(ALL)) {
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                return enforcer.inForce();
            }
        });

        assertInForce(inForce, BANS);
    }

    @ParameterizedTest
    @EnumSource
    void theLastTimeSetCountsAndWhoIsLetInIsGone(Way way) throws Exception {
        var inForce = host.in(() -> {
            try (var enforcer = way.enforcer(ALL)) {
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                enforcer.apply(new Changes(
                        Map.of(
                                Network.of("192.0.2.7"), Duration.ofMinutes(1),
                                Network.of("2001:db8::/64"), Duration.ofDays(2)),
                        Set.of(
                                Network.of("192.0.2.0/24"),
                                Network.of("2001:db8::7"),
                                Network.of("203.0.113.9"),
                                Network.of("203.0.113.0/29"))));
                return enforcer.inForce();
            }
        });

        Map<Network, Duration> expected = new HashMap<>(BANS);
        expected.remove(Network.of("192.0.2.0/24"));
        expected.remove(Network.of("2001:db8::7"));
        expected.put(Network.of("192.0.2.7"), Duration.ofMinutes(1));
        expected.put(Network.of("2001:db8::/64"), Duration.ofDays(2));
        assertInForce(inForce, expected);
    }

    @Test
    void eitherWayMakesTheSameTable() throws Exception {
        String byNetlink = rulesetMadeBy(Way.NETLINK);
        host.run("nft", "flush", "ruleset");
        String byProgram = rulesetMadeBy(Way.PROGRAM);

        assertThat(byNetlink)
                .isEqualTo(byProgram)
                .contains(
                        "type filter hook prerouting priority -190; policy accept;",
                        "ct state established,related accept",
                        "tcp dport != @ports accept",
                        "ip saddr & 255.255.252.0 == @ban4_22 counter packets 0 bytes 0 drop",
                        "ip6 saddr @ban6_128 counter packets 0 bytes 0 drop",
                        "elements = { 25, 143 }");
    }

    private String rulesetMadeBy(Way way) throws Exception {
        host.in(() -> {
            try (var enforcer = way.enforcer(MAIL_KEPT)) {
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                enforcer.apply(new Changes(Map.of(), BANS.keySet()));
                enforcer.close(); // as if started anew, with the sets in order
                enforcer.prepare();
                return null;
            }
        });
        return host.run("nft", "list", "ruleset");
    }

    @ParameterizedTest
    @EnumSource
    void whatOneWayMadeTheOtherReadsAndGoesOnWith(Way first) throws Exception {
        Way second = first == Way.PROGRAM ? Way.NETLINK : Way.PROGRAM;
        var inForce = host.in(() -> {
            try (var before = first.enforcer(ALL);
                    var after = second.enforcer(MAIL_KEPT)) {
                before.prepare();
                before.apply(new Changes(BANS, Set.of()));
                after.prepare();
                after.apply(new Changes(Map.of(Network.of("203.0.113.9"), Duration.ofHours(1)), Set.of()));
                return after.inForce();
            }
        });

        Map<Network, Duration> expected = new HashMap<>(BANS);
        expected.put(Network.of("203.0.113.9"), Duration.ofHours(1));
        assertInForce(inForce, expected);
    }

    @ParameterizedTest
    @EnumSource
    void rulesOfOthersStayAsTheyAre(Way way) throws Exception {
        host.feed(
                "table inet filter { set ban4_32 { type ipv4_addr; elements = { 192.0.2.200 } }\n"
                        + "chain incoming { type filter hook input priority 0; ip saddr @ban4_32 drop\n}\n}\n"
                        + "table ip postern { chain incoming {\n}\n}\n",
                "nft",
                "-f",
                "-");
        String before = host.run("nft", "list", "ruleset");

        var inForce = host.in(() -> {
            try (var enforcer = way.enforcer(MAIL_KEPT)) {
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                var read = enforcer.inForce();
                enforcer.remove();
                return read;
            }
        });

        assertThat(inForce).containsOnlyKeys(BANS.keySet());
        assertThat(host.run("nft", "list", "ruleset")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void afterSomebodyFlushedTheRulesetNothingIsInForceUntilItIsPreparedAndAppliedAgain(Way way) throws Exception {
        host.in(() -> {
            try (var enforcer = way.enforcer(ALL)) {
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                Namespace.here("nft", "flush", "ruleset");
                assertThat(enforcer.inForce()).isEmpty();
                assertThatThrownBy(() -> enforcer.apply(new Changes(BANS, Set.of())))
                        .isInstanceOf(EnforcementException.class)
                        .hasMessageStartingWith("nftables: cannot apply 7 bans and 0 lifts: ")
                        .hasMessageNotContaining("\n");
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                assertInForce(enforcer.inForce(), BANS);
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void setsWithoutTheirRulesKeepNobodyOutAndAreTakenUpAgain(Way way) throws Exception {
        host.in(() -> {
            try (var enforcer = way.enforcer(ALL)) {
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                Namespace.here("nft", "flush", "table", "inet", "postern");
                assertThat(enforcer.inForce()).isEmpty();
                enforcer.prepare();
                assertInForce(enforcer.inForce(), BANS);
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void toPrepareAgainChangesNothing(Way way) throws Exception {
        host.in(() -> {
            try (var enforcer = way.enforcer(MAIL_KEPT)) {
                enforcer.prepare();
                enforcer.apply(new Changes(BANS, Set.of()));
                String before = Namespace.here("nft", "-a", "list", "chain", "inet", "postern", "incoming");
                enforcer.prepare();
                assertThat(Namespace.here("nft", "-a", "list", "chain", "inet", "postern", "incoming"))
                        .isEqualTo(before);
            }
            return null;
        });
    }

    @Test
    void anotherHandOnTheRulesetIsNoticedAndNoneOfItsOwn() throws Exception {
        host.in(() -> {
            try (var enforcer = Way.NETLINK_IN_SMALL_TRANSACTIONS.enforcer(ALL)) {
                enforcer.prepare();
                assertThat(enforcer.mayBeDisturbed()).isTrue(); // it was never read
                enforcer.inForce();
                enforcer.apply(new Changes(BANS, Set.of()));
                enforcer.prepare();
                enforcer.apply(new Changes(Map.of(), BANS.keySet()));
                assertThat(enforcer.mayBeDisturbed()).isFalse();
                Namespace.here("nft", "flush", "chain", "inet", "postern", "incoming");
                assertThat(enforcer.mayBeDisturbed()).isTrue();
                enforcer.inForce();
                assertThat(enforcer.mayBeDisturbed()).isFalse();
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void thousandsAreSetAndReadBack(Way way) throws Exception {
        Map<Network, Duration> many = new HashMap<>();
        for (int i = 0; i < (way == Way.NETLINK ? 50_000 : 5_000); i++) {
            many.put(Network.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), Duration.ofHours(1));
        }
        host.in(() -> {
            try (var enforcer = way.enforcer(ALL)) {
                enforcer.prepare();
                enforcer.apply(new Changes(many, Set.of()));
                // The kernel moves a set about for a moment after it grew: a reading then may lack some.
                Eventually.holds(() -> enforcer.inForce().keySet().equals(many.keySet()));
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void aBanEndsByItself(Way way) throws Exception {
        host.in(() -> {
            try (var enforcer = way.enforcer(ALL)) {
                enforcer.prepare();
                enforcer.apply(new Changes(
                        Map.of(
                                Network.of("192.0.2.7"), Duration.ofMillis(100),
                                Network.of("192.0.2.8"), Duration.ofHours(1)),
                        Set.of()));
                Eventually.holds(() -> enforcer.inForce().keySet().equals(Set.of(Network.of("192.0.2.8"))));
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThereAndDiffersIsRefusedByNameAndStays(Way way) throws Exception {
        host.feed("table inet postern { set ban4_32 { type ipv6_addr\n}\n}\n", "nft", "-f", "-");
        String before = host.run("nft", "list", "ruleset");

        assertThatThrownBy(() -> host.in(() -> {
                    try (var enforcer = way.enforcer(ALL)) {
                        enforcer.prepare();
                    }
                    return null;
                }))
                .isInstanceOf(EnforcementException.class)
                .hasMessageStartingWith("nftables: cannot prepare: ")
                .hasMessageNotContaining("\n");
        assertThat(host.run("nft", "list", "ruleset")).isEqualTo(before);
    }

    private static void assertInForce(Map<Network, Duration> inForce, Map<Network, Duration> expected) {
        assertThat(inForce).containsOnlyKeys(expected.keySet());
        assertThat(inForce)
                .allSatisfy((network, left) -> assertThat(left)
                        .as(network.toString())
                        .isBetween(expected.get(network).minusSeconds(40), expected.get(network)));
    }
}
