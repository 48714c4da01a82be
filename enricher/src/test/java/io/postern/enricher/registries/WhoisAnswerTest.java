package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Address;
import io.postern.events.Network;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WhoisAnswerTest {

    private static final Address CLIENT = Address.of("203.0.113.7");

    static List<Arguments> readsTheSmallestNetworkOfEveryRegistry() {
        return List.of(
                argumentSet(
                        "RIPE, APNIC and AFRINIC",
                        """
                        % This is a comment: with a colon
                        inetnum:        203.0.113.0 - 203.0.113.255
                        netname:        EXAMPLE-NET
                        country:        DE
                        admin-c:        EX1-RIPE
                        mnt-by:         MNT-EX

                        person:         Somebody
                        country:        FR
                        """,
                        new RegisteredNetwork(
                                Network.of("203.0.113.0/24"), "EXAMPLE-NET", "DE", List.of("EX1-RIPE", "MNT-EX"))),
                argumentSet(
                        "ARIN, from the largest to the smallest",
                        """
                        NetRange:       203.0.0.0 - 203.255.255.255
                        CIDR:           203.0.0.0/8
                        NetName:        WHOLESALE
                        OrgId:          WHOLE

                        NetRange:       203.0.113.0 - 203.0.113.127
                        CIDR:           203.0.113.0/25
                        NetName:        RETAIL
                        OrgId:          RETAIL-1
                        Country:        US
                        """,
                        new RegisteredNetwork(Network.of("203.0.113.0/25"), "RETAIL", "US", List.of("RETAIL-1"))),
                argumentSet(
                        "LACNIC's short prefix",
                        """
                        inetnum:     203.0.113/24
                        ownerid:     BR-EXAM-LACNIC
                        country:     BR
                        """,
                        new RegisteredNetwork(Network.of("203.0.113.0/24"), "BR-EXAM-LACNIC", "BR", List.of())),
                argumentSet("a network of somebody else's", """
                        inetnum:        198.51.100.0 - 198.51.100.255
                        netname:        OTHER
                        """, null),
                argumentSet("garbage", "inetnum: - \ninetnum:\nNetRange: 9 - x\nCIDR: /,/,203.0.113.0/99\n:\n", null),
                argumentSet("nothing", "", null));
    }

    @ParameterizedTest
    @MethodSource
    void readsTheSmallestNetworkOfEveryRegistry(String answer, RegisteredNetwork expected) {
        assertThat(read(answer).network()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "refer: whois.ripe.net                             | whois.ripe.net:43",
                "ReferralServer:  whois://whois.apnic.net:4343     | whois.apnic.net:4343",
                "ReferralServer:  whois://whois.apnic.net/         | whois.apnic.net:43",
                "ReferralServer:  rwhois://rwhois.example.net:4321 |",
                "ReferralServer:  whois://whois.apnic.net:99999    |",
                "refer: whois.ripe.net;reboot                      |",
                "refer: a                                          |",
            },
            delimiter = '|')
    void aReferralIsAServerAndNothingElse(String line, String expected) {
        InetSocketAddress referral = read(line).referral();

        assertThat(referral == null ? null : referral.getHostString() + ":" + referral.getPort())
                .isEqualTo(expected);
    }

    @Test
    void anEndlessAnswerIsReadToItsBoundOnly() {
        String endless = "remarks: again and again\n".repeat(100_000) + "inetnum: 203.0.113.0/24\n";

        assertThat(read(endless).network()).isNull();
    }

    private static WhoisAnswer read(String answer) {
        return WhoisAnswer.read(answer.getBytes(StandardCharsets.UTF_8), CLIENT);
    }
}
