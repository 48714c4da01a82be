package io.postern.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkTableTest {

    private final Random random = new Random(11);

    @Test
    void findsWhatAWalkThroughAllNetworksFinds() throws UnknownHostException {
        NetworkTable<Network> table = new NetworkTable<>();
        List<Network> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Network network = network(random.nextInt(4) == 0);
            table.put(network, network);
            all.add(network);
        }
        int found = 0;
        for (int i = 0; i < 4000; i++) {
            Network asked = network(true);

            Network expected = all.stream()
                    .filter(network -> network.contains(asked))
                    .max(Comparator.comparingInt(Network::prefix))
                    .orElse(null);

            assertThat(table.holding(asked).orElse(null)).as(asked.toString()).isEqualTo(expected);
            found += expected == null ? 0 : 1;
        }
        assertThat(found).isGreaterThan(500);
    }

    @Test
    void theWholeOfAFamilyHoldsNothingOfTheOther() {
        NetworkTable<String> table = new NetworkTable<>();
        table.put(Network.of("0.0.0.0/0"), "four");

        assertThat(table.holding(Network.of("203.0.113.7"))).contains("four");
        assertThat(table.holding(Network.of("2001:db8::1"))).isEmpty();
        table.put(Network.of("::/0"), "six");
        assertThat(table.holding(Network.of("2001:db8::1"))).contains("six");
        assertThat(table.holding(Network.of("203.0.113.0/24"))).contains("four");
    }

    /// Close together, so that they hold one another.
    private Network network(boolean single) throws UnknownHostException {
        boolean v6 = random.nextBoolean();
        byte[] bytes = new byte[v6 ? 16 : 4];
        bytes[0] = (byte) (v6 ? 0x20 : 203);
        for (int i = 1; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(2) << random.nextInt(8) : 0);
        }
        Address address = Address.of(InetAddress.getByAddress(bytes));
        return new Network(address, single ? bytes.length * 8 : random.nextInt(bytes.length * 8 + 1));
    }
}
