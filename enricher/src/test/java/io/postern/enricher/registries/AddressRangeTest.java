package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postern.events.Address;
import io.postern.events.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0,   203.0.113.255,  203.0.113.7,   203.0.113.0/24",
        "203.0.113.0,   203.0.113.191,  203.0.113.7,   203.0.113.0/25",
        "203.0.113.0,   203.0.113.191,  203.0.113.130, 203.0.113.128/26",
        "203.0.113.1,   203.0.113.6,    203.0.113.1,   203.0.113.1/32",
        "0.0.0.0,       255.255.255.255, 198.51.100.1, 0.0.0.0/0",
        "2001:db8::,    2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db8:1::7, 2001:db8::/32",
        "2001:db8::1,   2001:db8::1,    2001:db8::1,   2001:db8::1/128",
    })
    void theLargestPrefixAroundAnAddressLiesInTheRange(String first, String last, String client, String expected) {
        AddressRange range = new AddressRange(Address.of(first), Address.of(last));

        assertThat(range.around(Address.of(client))).isEqualTo(Network.of(expected));
    }

    @Test
    void holdsItsEndsAndNoOtherFamily() {
        AddressRange range = AddressRange.of(Network.of("203.0.113.0/24"));

        assertThat(range.contains(Address.of("203.0.113.0"))).isTrue();
        assertThat(range.contains(Address.of("203.0.113.255"))).isTrue();
        assertThat(range.contains(Address.of("203.0.114.0"))).isFalse();
        assertThat(range.contains(Address.of("2001:db8::1"))).isFalse();
    }

    @Test
    void refusesARangeThatEndsBeforeItBeginsOrInAnotherFamily() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressRange(Address.of("203.0.113.9"), Address.of("203.0.113.1")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressRange(Address.of("203.0.113.9"), Address.of("2001:db8::1")));
    }
}
