package io.postern.enricher.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Forward;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfirmedNamesTest {

    private static final String NAME = "mail.example.org";

    private DnsServer server;
    private DnsClient dns;

    @BeforeEach
    void start() throws IOException {
        server = new DnsServer();
        dns = new DnsClient(Duration.ofMillis(600));
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
        server.close();
    }

    static List<Arguments> aNameIsOnlyConfirmedByItsOwnAddresses() {
        return List.of(
                argumentSet("one of them", DnsReply.addresses(60, "192.0.2.1", "203.0.113.7"), Forward.CONFIRMED),
                argumentSet("somebody else's", DnsReply.addresses(60, "192.0.2.1"), Forward.MISMATCH),
                argumentSet("of the other family only", DnsReply.addresses(60, "2001:db8::7"), Forward.NO_ADDRESS),
                argumentSet("no such name", DnsReply.nxdomain(60), Forward.NO_ADDRESS),
                argumentSet("the server failed", DnsReply.code(DnsReply.SERVFAIL), Forward.FAILED),
                argumentSet("the server refused", DnsReply.code(DnsReply.REFUSED), Forward.FAILED),
                argumentSet("silence", DnsReply.silence(), Forward.FAILED),
                argumentSet("garbage", DnsReply.garbage(), Forward.FAILED),
                argumentSet("an address of three bytes", DnsReply.brokenAddress(), Forward.FAILED),
                argumentSet("aliases in a circle", DnsReply.aliasLoop(), Forward.NO_ADDRESS));
    }

    @ParameterizedTest
    @MethodSource
    void aNameIsOnlyConfirmedByItsOwnAddresses(DnsReply forward, Forward expected) {
        server.say("203.0.113.7", DnsReply.name(3600, NAME)).sayName(NAME, forward);

        assertThat(resolve("203.0.113.7", 1, true).name()).isEqualTo(new ReverseName(Status.OK, NAME, expected));
    }

    @Test
    void anIpv6ClientIsConfirmedByItsOwnFamily() {
        server.say("2001:db8::7", DnsReply.name(3600, NAME))
                .sayName(NAME, DnsReply.addresses(60, "203.0.113.7", "2001:db8::7"));

        assertThat(resolve("2001:db8::7", 1, true).name().forward()).isEqualTo(Forward.CONFIRMED);
    }

    @Test
    void theAnswerLivesAsLongAsTheShorterOfBoth() {
        server.say("203.0.113.7", DnsReply.name(3600, NAME)).sayName(NAME, DnsReply.addresses(60, "203.0.113.7"));

        assertThat(resolve("203.0.113.7", 1, true).ttl()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void withoutConfirmationTheNameIsNotAskedFor() {
        server.say("203.0.113.7", DnsReply.name(3600, NAME));

        assertThat(resolve("203.0.113.7", 1, false).name()).isEqualTo(ReverseName.of(NAME));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aSilentServerIsAskedSoOftenAndNoMore() {
        server.say("203.0.113.7", DnsReply.silence());

        assertThat(resolve("203.0.113.7", 3, true).name().status()).isEqualTo(Status.TIMEOUT);
        assertThat(server.timesAskedFor("203.0.113.7")).isEqualTo(3);
    }

    @Test
    void aNameThatCannotBeAskedForIsNotConfirmedAndBreaksNothing() {
        server.say("203.0.113.7", DnsReply.rawLabels("a\nb\u0000c", "<script>", "x".repeat(63), "example", "org"));

        Answer answer = resolve("203.0.113.7", 1, true);

        assertThat(answer.name().status()).isEqualTo(Status.OK);
        assertThat(answer.name().forward()).isIn(Forward.NO_ADDRESS, Forward.FAILED);
    }

    private Answer resolve(String client, int tries, boolean confirm) {
        return new ConfirmedNames(List.of(server.address()), tries, confirm, dns)
                .resolve(Address.of(client))
                .toCompletableFuture()
                .join();
    }
}
