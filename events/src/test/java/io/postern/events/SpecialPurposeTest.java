package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialPurposeTest {

    private static final SpecialPurpose REGISTRY = SpecialPurpose.except(List.of());

    @ParameterizedTest
    @CsvSource({
        "127.0.0.9, loopback",
        "10.1.2.3, private use",
        "100.64.0.1, shared address space",
        "203.0.113.7, documentation",
        "198.18.5.5, benchmarking",
        "255.255.255.255, reserved",
        "::1, loopback",
        "fe80::1, link local",
        "fd00::1, unique local",
        "2001:db8::1, documentation"
    })
    void knowsNobody(String address, String name) {
        assertThat(REGISTRY.of(Address.of(address)).orElseThrow().name()).startsWith(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "192.0.0.9", "2606:4700::1111", "2001::1", "2002::1"})
    void leavesThePublicAlone(String address) {
        assertThat(REGISTRY.of(Address.of(address))).isEmpty();
    }

    @Test
    void anOperatorMayCallARangePublic() {
        SpecialPurpose lab = SpecialPurpose.except(List.of(Network.of("203.0.113.0/24")));

        assertThat(lab.of(Address.of("203.0.113.7"))).isEmpty();
        assertThat(lab.of(Address.of("198.51.100.7"))).isPresent();
    }

    @Test
    void aNetworkThatHoldsASpecialRangeIsToldFromOneThatHoldsNone() {
        SpecialPurpose ranges = SpecialPurpose.except(List.of(Network.of("203.0.113.0/24")));

        assertThat(ranges.inside(Network.of("0.0.0.0/0"))).isPresent();
        assertThat(ranges.inside(Network.of("192.160.0.0/12"))).isPresent();
        assertThat(ranges.inside(Network.of("203.0.112.0/20"))).isEmpty();
        assertThat(ranges.inside(Network.of("2600::/16"))).isEmpty();
    }
}
