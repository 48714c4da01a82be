package io.postern.reporter.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7/32, 203.0.113.7",
        "203.0.113.0/24, 203.0.113.0/24",
        "2001:db8::7/128, 2001:db8::7",
        "2001:db8::/32, 2001:db8::/32"
    })
    void aSingleAddressNeedsNoPrefix(String network, String shown) {
        assertThat(Shown.banned(network)).isEqualTo(shown);
    }

    @Test
    void whatIsNotKnownIsSaidInWords() {
        assertThat(Shown.account(null)).isEqualTo("(not told)");
        assertThat(Shown.reverse(null, "nxdomain")).isEqualTo("(no such name)");
        assertThat(Shown.country(null)).isEqualTo("unknown");
        assertThat(Shown.network(null, null)).isEqualTo("unknown");
        assertThat(Shown.network(64496L, null)).isEqualTo("AS64496");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "5242880, 5.0 MiB"})
    void bytesAreShownShort(long bytes, String shown) {
        assertThat(Shown.bytes(bytes)).isEqualTo(shown);
    }
}
