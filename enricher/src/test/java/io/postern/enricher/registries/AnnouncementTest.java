package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.Network;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {

    private static final Address CLIENT = Address.of("203.0.113.7");
    private static final String HEAD =
            "AS      | IP               | BGP Prefix          | CC | Registry | Allocated  | AS Name\n";

    @Test
    void readsTheLineOfTheAddress() {
        assertThat(
                        read(
                                HEAD
                                        + "64496   | 203.0.113.7      | 203.0.113.0/24      | DE | ripencc  | 2010-01-01 | EXAMPLE Example Networks, DE\n"))
                .isEqualTo(new Announcement(64496, Network.of("203.0.113.0/24"), "DE", "EXAMPLE Example Networks, DE"));
    }

    @Test
    void takesTheFirstOfSeveralSystems() {
        assertThat(read("64496 64497 | 203.0.113.7 | 203.0.113.0/24 | DE | ripencc | 2010-01-01 | A | B, DE"))
                .isEqualTo(new Announcement(64496, Network.of("203.0.113.0/24"), "DE", "A | B, DE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                HEAD,
                "NA | 203.0.113.7 | NA | | other | | NA",
                "64496 | 203.0.113.8 | 203.0.113.0/24 | DE | ripencc | | SOMEBODY ELSE'S ADDRESS",
                "64496 | 203.0.113.7 | 198.51.100.0/24 | DE | ripencc | | SOMEBODY ELSE'S PREFIX",
                "99999999999 | 203.0.113.7 | 203.0.113.0/24 | DE | ripencc | | NO SUCH NUMBER",
                "4294967296 | 203.0.113.7 | 203.0.113.0/24 | DE | ripencc | | NO SUCH NUMBER",
                "0 | 203.0.113.7 | 203.0.113.0/24 | DE | ripencc | | NO SUCH NUMBER",
                "64496 | 203.0.113.7 | 203.0.113.0/24 | DE",
            })
    void whatIsNoAnswerAboutTheAddressIsNone(String answer) {
        assertThat(read(answer)).isNull();
    }

    private static Announcement read(String answer) {
        return Announcement.read(answer.getBytes(StandardCharsets.UTF_8), CLIENT);
    }
}
