package io.postern.auth.bans;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanTableTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant LATER = NOON.plus(Duration.ofMinutes(10));

    private final BanTable table = new BanTable();

    @Test
    void anAddressIsBannedUntilItsTimeAndNotAtIt() {
        ban("203.0.113.9/32", "single");

        assertThat(rule("203.0.113.9", NOON)).isEqualTo("single");
        assertThat(rule("203.0.113.9", LATER.minusNanos(1))).isEqualTo("single");
        assertThat(rule("203.0.113.9", LATER)).isNull();
        assertThat(rule("203.0.113.8", NOON)).isNull();
    }

    @Test
    void theSmallestNetworkInForceAnswers() {
        ban("203.0.113.0/24", "wide");
        table.put(Network.of("203.0.113.9"), NOON.plusSeconds(60), "single");

        assertThat(rule("203.0.113.9", NOON)).isEqualTo("single");
        assertThat(rule("203.0.113.9", NOON.plusSeconds(61)))
                .as("an expired ban hides no wider one")
                .isEqualTo("wide");
    }

    @Test
    void aTombstoneLiftsItsNetworkAndNoOther() {
        ban("203.0.113.0/24", "wide");
        ban("203.0.113.0/25", "narrow");

        table.remove(Network.of("203.0.113.0/25"));
        table.remove(Network.of("198.51.100.0/24"));

        assertThat(rule("203.0.113.9", NOON)).isEqualTo("wide");
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void familiesNeverMix() {
        ban("0.0.0.0/0", "all of v4");

        assertThat(rule("203.0.113.9", NOON)).isEqualTo("all of v4");
        assertThat(rule("::ffff:203.0.113.9", NOON)).as("mapped is v4").isEqualTo("all of v4");
        assertThat(rule("2001:db8::9", NOON)).isNull();

        ban("::/0", "all of v6");
        table.remove(Network.of("0.0.0.0/0"));

        assertThat(rule("203.0.113.9", NOON)).isNull();
        assertThat(rule("2001:db8::9", NOON)).isEqualTo("all of v6");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 63, 64, 65, 96, 127, 128})
    void everyPrefixLengthOfV6EndsWhereItShould(int prefix) {
        Address inside = Address.of("2001:db8:aaaa:bbbb:5555:aaaa:5555:aaaa");
        table.put(new Network(inside, prefix), LATER, "net");

        assertThat(table.covering(inside, NOON)).isNotNull();
        if (prefix > 0) {
            assertThat(table.covering(flip(inside, prefix - 1), NOON)).isNull();
        }
        if (prefix < 128) {
            assertThat(table.covering(flip(inside, prefix), NOON)).isNotNull();
        }
    }

    /// Against the plain definition: of all networks put and not removed, in force and around the address, the
    /// smallest.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersAsALinearSearchWould(long seed) {
        Random random = new Random(seed);
        Map<Network, HeldBan> all = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            Network network = new Network(someAddress(random), random.nextInt(33));
            if (random.nextInt(4) == 0) {
                table.remove(network);
                all.remove(network);
            } else {
                HeldBan held = new HeldBan(NOON.plusSeconds(random.nextInt(-50, 50)), network.toString());
                table.put(network, held.until(), held.rule());
                all.put(network, held);
            }
        }
        for (int i = 0; i < 1_000; i++) {
            Address address = someAddress(random);
            HeldBan expected = all.entrySet().stream()
                    .filter(entry -> entry.getKey().contains(address))
                    .filter(entry -> entry.getValue().isInForceAt(NOON))
                    .max(Comparator.comparingInt(entry -> entry.getKey().prefix()))
                    .map(Map.Entry::getValue)
                    .orElse(null);
            assertThat(table.covering(address, NOON)).as("%s", address).isEqualTo(expected);
        }
        assertThat(table.size()).isEqualTo(all.size());
    }

    private void ban(String network, String rule) {
        table.put(Network.of(network), LATER, rule);
    }

    private String rule(String address, Instant at) {
        HeldBan held = table.covering(Address.of(address), at);
        return held == null ? null : held.rule();
    }

    /// Dense enough that networks of every length meet.
    private static Address someAddress(Random random) {
        String family = random.nextBoolean() ? "203.0.%d.%d" : "2001:db8::%x:%x";
        return Address.of(family.formatted(random.nextInt(8), random.nextInt(256)));
    }

    private static Address flip(Address address, int bit) {
        byte[] bytes = address.bytes();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        try {
            return Address.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
