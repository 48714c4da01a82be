package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.enricher.ManualClock;
import io.postern.enricher.registries.RegistryServers.Answer;
import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against servers that speak the protocols, well and badly.
class RegistriesTest {

    private static final Address CLIENT = Address.of("203.0.113.7");
    private static final String PATH = "ip/203.0.113.7";
    private static final String NETWORK = """
            {"startAddress":"203.0.113.0","endAddress":"203.0.113.255","name":"EXAMPLE-NET","country":"DE",
             "entities":[{"handle":"EX1"}]}""";
    private static final String WHOIS_NETWORK = "inetnum: 203.0.113.0 - 203.0.113.255\nnetname: BY-WHOIS\n";

    private final ManualClock clock = new ManualClock();
    private RegistryServers servers;
    private Registries registries;
    private boolean mayAskPrivate = true;
    private List<java.net.URI> bootstrap = List.of();

    @BeforeEach
    void start() throws IOException {
        servers = new RegistryServers();
    }

    @AfterEach
    void stop() throws IOException {
        if (registries != null) {
            registries.close();
        }
        servers.close();
    }

    @Test
    void rdapTellsTheNetworkAndTheAnnouncementsWhoseItIs() throws Exception {
        servers.rdap(PATH, NETWORK)
                .whois(
                        " -v 203.0.113.7",
                        Answer.text(
                                "64496 | 203.0.113.7 | 203.0.113.0/25 | DE | x | y | EXAMPLE Example Networks, DE\n"));

        Registries.Answer answer = ask();

        assertThat(answer.registration())
                .isEqualTo(new Registration(
                        Status.OK,
                        Network.of("203.0.113.0/24"),
                        "EXAMPLE-NET",
                        "DE",
                        List.of("EX1"),
                        64496L,
                        "DE",
                        "EXAMPLE Example Networks, DE",
                        "127.0.0.1",
                        clock.instant()));
        assertThat(answer.network())
                .as("true of the addresses that are in both")
                .isEqualTo(Network.of("203.0.113.0/25"));
    }

    @Test
    void theBootstrapFileNamesTheServer(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ipv4.json");
        Files.writeString(file, "{\"services\":[[[\"203.0.113.0/24\"],[\"%sother/\"]]]}".formatted(servers.rdap()));
        bootstrap = List.of(file.toUri());
        servers.rdap("other/" + PATH, NETWORK);

        assertThat(ask().registration().status()).isEqualTo(Status.OK);
        assertThat(servers.asked()).contains("/other/" + PATH).doesNotContain("/" + PATH);
    }

    @Test
    void withoutItsBootstrapFileALookUpBeginsAtTheDefaultServer(@TempDir Path directory) throws Exception {
        bootstrap = List.of(directory.resolve("gone.json").toUri());
        servers.rdap(PATH, NETWORK);

        assertThat(ask().registration().status()).isEqualTo(Status.OK);
    }

    @Test
    void aRedirectIsFollowedAndACircleOfThemIsNot() throws Exception {
        servers.rdap(PATH, 302, Map.of("Location", "/there/" + PATH), Answer.text(""))
                .rdap("there/" + PATH, NETWORK);

        assertThat(ask().registration().netName()).isEqualTo("EXAMPLE-NET");

        servers.rdap("there/" + PATH, 302, Map.of("Location", "/" + PATH), Answer.text(""));

        assertThat(ask(Optional.empty()).registration().status()).isEqualTo(Status.FAILED);
        assertThat(servers.asked()).hasSizeLessThan(20);
    }

    @Test
    void noAnswerLeadsUsIntoOurOwnNetwork() throws Exception {
        mayAskPrivate = false;
        String inside = servers.rdap().toString().replace("127.0.0.1", "localhost");
        servers.rdap(PATH, 302, Map.of("Location", inside + "inside"), Answer.text(""))
                .rdap("inside", NETWORK);

        assertThat(ask(Optional.empty()).registration().status()).isEqualTo(Status.FAILED);
        assertThat(servers.asked()).doesNotContain("/inside");
    }

    @Test
    void whatNoRegistryKnowsIsNotFound() throws Exception {
        assertThat(ask().registration().status()).isEqualTo(Status.NOT_FOUND);
        assertThat(servers.asked()).as("WHOIS knows no more than RDAP").doesNotContain("203.0.113.7");
    }

    @Test
    void aServerThatAsksForPatienceGetsIt() throws Exception {
        servers.rdap(PATH, 429, Map.of("Retry-After", "120"), Answer.text(""));

        Registries.Answer answer = ask(Optional.empty());

        assertThat(answer.registration().status()).isEqualTo(Status.RATE_LIMITED);
        assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(120));
        assertThat(registries.ask(Address.of("203.0.113.8")).registration().status())
                .isEqualTo(Status.RATE_LIMITED);
        assertThat(servers.asked()).as("not asked meanwhile").doesNotContain("/ip/203.0.113.8");
        clock.advance(Duration.ofSeconds(121));
        servers.rdap(PATH, NETWORK);
        assertThat(registries.ask(CLIENT).registration().status()).isEqualTo(Status.OK);
    }

    @Test
    void whoisAnswersWhereRdapFails() throws Exception {
        servers.rdap(PATH, 500, Map.of(), Answer.text("")).whois("203.0.113.7", Answer.text(WHOIS_NETWORK));

        assertThat(ask().registration().netName()).isEqualTo("BY-WHOIS");

        servers.rdap(PATH, "<html>no JSON</html>");

        assertThat(registries.ask(CLIENT).registration().netName()).isEqualTo("BY-WHOIS");
    }

    @Test
    void aReferralIsFollowedAndTheSmallerNetworkCounts() throws Exception {
        try (RegistryServers regional = new RegistryServers()) {
            servers.rdap(PATH, 500, Map.of(), Answer.text(""))
                    .whois(
                            "203.0.113.7",
                            Answer.text(
                                    "inetnum: 203.0.0.0 - 203.255.255.255\nnetname: WHOLE\nrefer: whois://127.0.0.1:"
                                            + regional.whois().getPort() + "\n"));
            regional.whois("203.0.113.7", Answer.text(WHOIS_NETWORK));

            assertThat(ask().registration().netName()).isEqualTo("BY-WHOIS");
        }
    }

    @Test
    void referralsInACircleEndTheSearch() throws Exception {
        try (RegistryServers regional = new RegistryServers()) {
            String there = "refer: whois://127.0.0.1:%d\n";
            servers.rdap(PATH, 500, Map.of(), Answer.text(""))
                    .whois(
                            "203.0.113.7",
                            Answer.text(there.formatted(regional.whois().getPort())));
            regional.whois(
                    "203.0.113.7", Answer.text(there.formatted(servers.whois().getPort())));

            assertThat(ask().registration().status()).isEqualTo(Status.FAILED);
            assertThat(servers.asked()).filteredOn("203.0.113.7"::equals).hasSize(1);
            assertThat(regional.asked()).containsExactly("203.0.113.7");
        }
    }

    @Test
    void aReferralDoesNotLeadIntoOurOwnNetwork() throws Exception {
        mayAskPrivate = false;
        try (RegistryServers inside = new RegistryServers()) {
            servers.rdap(PATH, 500, Map.of(), Answer.text(""))
                    .whois(
                            "203.0.113.7",
                            Answer.text(
                                    "refer: whois://127.0.0.1:" + inside.whois().getPort() + "\n"));

            assertThat(ask().registration().status()).isEqualTo(Status.FAILED);
            assertThat(inside.asked()).isEmpty();
        }
    }

    @Test
    void aServerThatSaysNothingTimesOut() throws Exception {
        servers.rdap(PATH, 200, Map.of(), servers.silence()).whois("203.0.113.7", servers.silence());

        assertThat(ask().registration().status()).isEqualTo(Status.TIMEOUT);
    }

    @Test
    void aServerThatDribblesTimesOut() throws Exception {
        Answer dribble = out -> {
            for (int i = 0; i < 200; i++) {
                out.write('%');
                out.flush();
                Thread.sleep(20);
            }
        };
        servers.rdap(PATH, 200, Map.of(), dribble).whois("203.0.113.7", dribble);

        assertThat(ask().registration().status()).isEqualTo(Status.TIMEOUT);
    }

    @Test
    void aFloodIsCutOff() throws Exception {
        Answer flood = out -> {
            byte[] water = new byte[1 << 16];
            for (int i = 0; i < 32; i++) {
                out.write(water);
            }
        };
        servers.rdap(PATH, 200, Map.of(), flood).whois("203.0.113.7", flood);

        assertThat(ask().registration().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aServerThatFailsAgainAndAgainIsLeftAlone() throws Exception {
        servers.rdap(PATH, 500, Map.of(), Answer.text(""));
        for (int i = 0; i < 3; i++) {
            assertThat((i == 0 ? ask(Optional.empty()) : registries.ask(CLIENT))
                            .registration()
                            .status())
                    .isEqualTo(Status.FAILED);
        }

        assertThat(registries.ask(CLIENT).registration().status()).isEqualTo(Status.RATE_LIMITED);

        assertThat(servers.asked()).filteredOn(("/" + PATH)::equals).hasSize(3);
    }

    @Test
    void anAnnouncementThatCannotBeHadCostsNothingElse() throws Exception {
        servers.rdap(PATH, NETWORK).whois(" -v 203.0.113.7", Answer.text("<html>"));

        Registration registration = ask().registration();

        assertThat(registration.status()).isEqualTo(Status.OK);
        assertThat(registration.asn()).isNull();
    }

    private Registries.Answer ask() throws InterruptedException {
        return ask(Optional.of(servers.whois()));
    }

    private Registries.Answer ask(Optional<InetSocketAddress> whois) throws InterruptedException {
        if (registries != null) {
            registries.close();
        }
        Bounds bounds = new Bounds(Duration.ofSeconds(2), Duration.ofMillis(900), 1 << 20, mayAskPrivate);
        registries = new Registries(
                new Registries.Servers(servers.rdap(), whois, Optional.of(servers.whois()), Duration.ofMillis(50)),
                bounds,
                new BootstrapFiles(bootstrap, bounds, clock),
                new ServerGuard(new ServerGuard.Limits(100, 100, 3, Duration.ofMinutes(1)), clock),
                clock);
        return registries.ask(CLIENT);
    }
}
