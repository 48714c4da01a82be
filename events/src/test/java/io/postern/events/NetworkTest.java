package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7/32",
        "203.0.113.7/24, 203.0.113.0/24",
        "203.0.113.255/25, 203.0.113.128/25",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:db8:ffff::1/33, 2001:db8:8000::/33",
        "2001:db8::1, 2001:db8::1/128"
    })
    void clearsHostBits(String written, String canonical) {
        assertThat(Network.of(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.128/25, 203.0.113.127, false",
        "203.0.113.128/25, 203.0.113.128, true",
        "0.0.0.0/0, 198.51.100.1, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void containsItsAddressesAndNoOthers(Network network, String address, boolean contained) {
        assertThat(network.contains(Address.of(address))).isEqualTo(contained);
    }

    @Test
    void neverMatchesTheOtherFamily() {
        assertThat(Network.of("8.8.8.0/24").contains(Address.of("2606:4700::808:808")))
                .isFalse();
        assertThat(Network.of("::/0").contains(Address.of("8.8.8.8"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0/33", "203.0.113.0/", "203.0.113.0/-1", "2001:db8::/129", "x/24", "/24"})
    void refusesWhatIsNotANetwork(String text) {
        assertThatThrownBy(() -> Network.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
