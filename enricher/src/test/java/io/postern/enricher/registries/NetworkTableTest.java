package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.Network;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NetworkTableTest {

    @Test
    void theSmallestNetworkThatHoldsTheAddressIsFound() {
        NetworkTable table = new NetworkTable(100);
        KnownRegistration wide = known("203.0.0.0/8");
        KnownRegistration narrow = known("203.0.113.0/25");
        KnownRegistration six = known("2001:db8::/32");
        table.put(wide);
        table.put(narrow);
        table.put(six);
        table.put(six);

        assertThat(table.find(Address.of("203.0.113.7"))).isSameAs(narrow);
        assertThat(table.find(Address.of("203.0.113.200"))).isSameAs(wide);
        assertThat(table.find(Address.of("198.51.100.1"))).isNull();
        assertThat(table.find(Address.of("2001:db8::cb00:7107"))).isSameAs(six);
        assertThat(table.find(Address.of("2001:db9::1"))).isNull();
    }

    @Test
    void staysWithinItsBound() {
        NetworkTable table = new NetworkTable(50);
        for (int i = 0; i < 5_000; i++) {
            table.put(known("203.%d.%d.0/24".formatted(i / 256, i % 256)));
        }

        assertThat(table.size()).isLessThanOrEqualTo(50);
        long found = 0;
        for (int i = 0; i < 5_000; i++) {
            found += table.find(Address.of("203.%d.%d.9".formatted(i / 256, i % 256))) == null ? 0 : 1;
        }
        assertThat(found).isBetween(1L, 50L);
    }

    private static KnownRegistration known(String network) {
        return new KnownRegistration(
                Network.of(network), Registration.none(Status.NOT_FOUND), Instant.MAX, Instant.MAX);
    }
}
