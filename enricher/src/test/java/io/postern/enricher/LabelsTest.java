package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

    private final Labels labels = new Labels(
            Map.of(
                    Network.of("10.0.0.0/8"), "head office",
                    Network.of("10.1.0.0/16"), "branch office",
                    Network.of("198.51.100.0/24"), "data centre",
                    Network.of("2001:db8:1::/48"), "branch office, six"),
            SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"))));

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,         branch office",
        "10.2.2.3,         head office",
        "::ffff:10.1.2.3,  branch office",
        "198.51.100.9,     data centre",
        "2001:db8:1::5,    'branch office, six'",
        "203.0.113.7,",
        "8.8.8.8,",
    })
    void theSmallestOfTheOperatorsNetworksNamesAnAddress(String client, String expected) {
        assertThat(labels.of(Address.of(client))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.1, private use",
        "127.0.0.1,   loopback",
        "100.64.0.1,  shared address space",
        "::1,         loopback",
        "::ffff:10.9.9.9, head office",
    })
    void aSpecialPurposeRangeIsCalledAsIanaCallsIt(String client, String expected) {
        assertThat(labels.of(Address.of(client))).startsWith(expected);
    }
}
