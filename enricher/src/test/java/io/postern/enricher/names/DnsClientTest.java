package io.postern.enricher.names;

import static io.postern.enricher.names.DnsReply.NOTIMP;
import static io.postern.enricher.names.DnsReply.REFUSED;
import static io.postern.enricher.names.DnsReply.SERVFAIL;
import static io.postern.events.ClientProfile.ReverseName.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DnsClientTest {

    private static final String CLIENT = "203.0.113.7";

    private DnsServer server;
    private DnsClient dns;

    @BeforeEach
    void start() throws IOException {
        server = new DnsServer();
        dns = new DnsClient(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
        server.close();
    }

    static List<Arguments> everyReplyHasItsStatus() {
        return List.of(
                argumentSet("a name", DnsReply.name(60, "Mail.Example.Org"), ReverseName.of("mail.example.org")),
                argumentSet(
                        "several names, in turns",
                        DnsReply.name(60, "z.example.org", "a.example.org"),
                        ReverseName.of("a.example.org")),
                argumentSet(
                        "in the customer's zone",
                        DnsReply.alias("7.0-15.113.0.203.in-addr.arpa", "mail.example.org"),
                        ReverseName.of("mail.example.org")),
                argumentSet(
                        "too long for UDP",
                        DnsReply.truncatedByUdp("mail.example.org"),
                        ReverseName.of("mail.example.org")),
                argumentSet("no such name", DnsReply.nxdomain(60), none(Status.NXDOMAIN)),
                argumentSet("no PTR record", DnsReply.noPtr(60), none(Status.NO_PTR)),
                argumentSet("the root as a name", DnsReply.rawLabels(), none(Status.NO_PTR)),
                argumentSet("blanks as a name", DnsReply.rawLabels("  "), none(Status.NO_PTR)),
                argumentSet("SERVFAIL", DnsReply.code(SERVFAIL), none(Status.SERVFAIL)),
                argumentSet("REFUSED", DnsReply.code(REFUSED), none(Status.REFUSED)),
                argumentSet("NOTIMP", DnsReply.code(NOTIMP), none(Status.FAILED)),
                argumentSet("silence", DnsReply.silence(), none(Status.TIMEOUT)),
                argumentSet("garbage", DnsReply.garbage(), none(Status.TIMEOUT)),
                argumentSet("a forged answer", DnsReply.wrongId("forged.example.org"), none(Status.TIMEOUT)),
                argumentSet(
                        "half a packet, of which only whole records count",
                        DnsReply.halfAPacket("mail.example.org"),
                        none(Status.NO_PTR)),
                argumentSet("aliases in a loop", DnsReply.aliasLoop(), none(Status.NO_PTR)),
                argumentSet(
                        "somebody else's record",
                        DnsReply.someoneElsesName("8.113.0.203.in-addr.arpa", "mail.example.org"),
                        none(Status.NO_PTR)),
                argumentSet(
                        "hostile text",
                        DnsReply.rawLabels("a\r\nb\u0000", "<script>", "example", "org"),
                        ReverseName.of("a??b?.<script>.example.org")));
    }

    @ParameterizedTest
    @MethodSource
    void everyReplyHasItsStatus(DnsReply reply, ReverseName expected) {
        server.say(CLIENT, reply);

        assertThat(ask(CLIENT).name()).isEqualTo(expected);
    }

    @Test
    void theTtlIsTheRecords() {
        server.say(CLIENT, DnsReply.name(4711, "mail.example.org"));

        assertThat(ask(CLIENT).ttl()).isEqualTo(Duration.ofSeconds(4711));
    }

    @Test
    void theNegativeTtlIsTheZones() {
        server.say(CLIENT, DnsReply.nxdomain(815)).say("203.0.113.8", DnsReply.noPtr(816));

        assertThat(ask(CLIENT).ttl()).isEqualTo(Duration.ofSeconds(815));
        assertThat(ask("203.0.113.8").ttl()).isEqualTo(Duration.ofSeconds(816));
    }

    @Test
    void anIpv6AddressIsAskedForByItsNibbles() {
        server.say("2001:db8::25", DnsReply.name(60, "v6.example.org"));

        assertThat(ask("2001:db8::25").name()).isEqualTo(ReverseName.of("v6.example.org"));
        assertThat(server.asked().getFirst().name())
                .isEqualTo("5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.");
    }

    @Test
    void everyQuestionLeavesFromAPortOfItsOwn() {
        Stream.of("203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4").forEach(this::ask);

        assertThat(server.asked().stream().map(DnsServer.Asked::source).collect(Collectors.toSet()))
                .hasSizeGreaterThan(2);
    }

    @Test
    void aServerThatIsNotThereIsATimeout() throws IOException {
        InetSocketAddress gone = server.address();
        server.close();

        assertThat(dns.ask(gone, Address.of(CLIENT))
                        .toCompletableFuture()
                        .join()
                        .name())
                .isEqualTo(none(Status.TIMEOUT));
    }

    private Answer ask(String client) {
        return dns.ask(server.address(), Address.of(client))
                .toCompletableFuture()
                .join();
    }
}
