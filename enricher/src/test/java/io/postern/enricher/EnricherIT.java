package io.postern.enricher;

import static io.postern.events.ClientProfile.ReverseName.none;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.backends.BackEnd;
import io.postern.enricher.names.DnsReply;
import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import io.postern.events.DeadLetter;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The enricher between a real broker, a real Redis and a real DNS server, which fail as they do.
@QuarkusTest
@QuarkusTestResource(value = EnricherSurroundings.class, restrictToAnnotatedClass = true)
class EnricherIT {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    EnricherSurroundings around;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI root;

    private Topics topics;

    @BeforeEach
    void connect() {
        topics = new Topics(around.backends().kafka().bootstrapServers());
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void anAttemptGoesOnAtOnceAndTheNameFollows() {
        around.dns().say("203.0.113.7", DnsReply.name(3600, "mail.example.org"));

        topics.send(Topic.ATTEMPTS.record(attempt("a1", "203.0.113.7")));

        ClientProfile first = enriched("203.0.113.7", 1).getFirst().profile();
        assertThat(first.reverse()).isEqualTo(none(Status.PENDING));
        assertThat(first.place()).isEqualTo(new Place(Lookup.OK, "DE", "Munich", 48.1374, 11.5755));
        assertThat(first.origin()).isEqualTo(new Origin(Lookup.OK, 64496L, "Example Carrier"));
        List<ClientProfile> profiles = profiles("203.0.113.7", 2);
        assertThat(profiles)
                .extracting(ClientProfile::reverse)
                .containsExactly(none(Status.PENDING), ReverseName.of("mail.example.org"));

        topics.send(Topic.ATTEMPTS.record(attempt("a2", "203.0.113.7")));

        AttemptEnriched second = enriched("203.0.113.7", 2).getLast();
        assertThat(second.attempt()).isEqualTo(attempt("a2", "203.0.113.7"));
        assertThat(second.profile()).isEqualTo(profiles.getLast());
        assertThat(around.dns().timesAskedFor("203.0.113.7")).isEqualTo(1);
    }

    @Test
    void whateverTheDnsSaysIsAStatus() {
        Map<String, Status> expected = new TreeMap<>(Map.of(
                "198.51.100.1", Status.NXDOMAIN,
                "198.51.100.2", Status.NO_PTR,
                "198.51.100.3", Status.SERVFAIL,
                "198.51.100.4", Status.REFUSED,
                "198.51.100.5", Status.TIMEOUT,
                "198.51.100.6", Status.TIMEOUT,
                "198.51.100.7", Status.FAILED,
                "198.51.100.8", Status.OK));
        around.dns()
                .say("198.51.100.1", DnsReply.nxdomain(60))
                .say("198.51.100.2", DnsReply.noPtr(60))
                .say("198.51.100.3", DnsReply.code(DnsReply.SERVFAIL))
                .say("198.51.100.4", DnsReply.code(DnsReply.REFUSED))
                .say("198.51.100.5", DnsReply.silence())
                .say("198.51.100.6", DnsReply.garbage())
                .say("198.51.100.7", DnsReply.code(DnsReply.NOTIMP))
                .say("198.51.100.8", DnsReply.truncatedByUdp("big.example.org"));

        expected.keySet().forEach(client -> topics.send(Topic.ATTEMPTS.record(attempt("s", client))));

        expected.forEach((client, status) -> assertThat(profiles(client, 2))
                .as(client)
                .extracting(profile -> profile.reverse().status())
                .containsExactly(Status.PENDING, status));
    }

    @Test
    void aSpecialPurposeAddressIsNotAskedFor() {
        topics.send(Topic.ATTEMPTS.record(attempt("p1", "10.20.30.40")));

        ClientProfile profile = enriched("10.20.30.40", 1).getFirst().profile();
        assertThat(profile.reverse()).isEqualTo(none(Status.NOT_ASKED));
        assertThat(profile.origin()).isEqualTo(Origin.none(Lookup.NOT_FOUND));
        assertThat(around.dns().timesAskedFor("10.20.30.40")).isZero();
    }

    /// 1000 clients whose look-ups would take 25 seconds one batch after the other.
    @Test
    void aSilentDnsServerDelaysNobody() {
        List<String> clients = IntStream.range(0, 1000)
                .mapToObj(i -> "198.18." + i / 250 + "." + (1 + i % 250))
                .toList();
        clients.forEach(client -> around.dns().say(client, DnsReply.silence()));
        double deferredBefore = count("postern.enricher.lookups.deferred");

        clients.forEach(client -> topics.send(Topic.ATTEMPTS.record(attempt("q", client))));

        List<AttemptEnriched> enriched = topics.await(
                Topic.ENRICHED, 1000, one -> one.attempt().client().toString().startsWith("198.18."));
        assertThat(enriched)
                .extracting(one -> one.profile().reverse().status())
                .filteredOn(Status.PENDING::equals)
                .hasSizeGreaterThan(900);
        assertThat(count("postern.enricher.lookups.deferred")).isGreaterThan(deferredBefore + 500);
    }

    @Test
    void whatCannotBeReadIsSetAside() {
        byte[] garbage = {0, -1, 'x'};
        topics.send(new ProducerRecord<>(Topic.ATTEMPTS.name(), "203.0.113.90", garbage));
        topics.send(new ProducerRecord<>(Topic.ATTEMPTS.name(), "203.0.113.90", null));
        topics.send(new ProducerRecord<>(
                Topic.ATTEMPTS.name(), "203.0.113.90", "{\"v\":1}".getBytes(StandardCharsets.UTF_8)));
        topics.send(Topic.ATTEMPTS.record(attempt("d1", "203.0.113.90")));

        assertThat(enriched("203.0.113.90", 1)).hasSize(1);
        List<DeadLetter> letters = topics.await(
                Topic.DEAD_LETTERS, 3, letter -> "203.0.113.90".equals(letter.key()) && letter.offset() >= 0);
        assertThat(letters).extracting(DeadLetter::reader).containsOnly("enricher");
        assertThat(letters.getFirst().value()).isEqualTo(garbage);
        assertThat(letters.getLast().why()).contains("id: missing");
    }

    @Test
    void withoutRedisItGoesOn() throws Exception {
        around.backends().process(BackEnd.REDIS).orElseThrow().kill();
        around.dns().say("192.0.2.1", DnsReply.name(60, "one.example.org"));
        around.dns().say("192.0.2.2", DnsReply.name(60, "two.example.org"));

        topics.send(Topic.ATTEMPTS.record(attempt("r1", "192.0.2.1")));
        assertThat(profiles("192.0.2.1", 2).getLast().reverse()).isEqualTo(ReverseName.of("one.example.org"));
        assertThat(meters.get("postern.enricher.shared.cache.up").gauge().value())
                .isZero();

        around.backends().restart(BackEnd.REDIS);
        Iterator<Integer> more = IntStream.range(10, 250).iterator();
        await(
                () -> { // only a client that is new to the enricher makes it ask Redis
                    topics.send(Topic.ATTEMPTS.record(attempt("r2", "192.0.2." + more.next())));
                    return meters.get("postern.enricher.shared.cache.up")
                                    .gauge()
                                    .value()
                            == 1;
                });
        topics.send(Topic.ATTEMPTS.record(attempt("r3", "192.0.2.2")));
        assertThat(profiles("192.0.2.2", 2).getLast().reverse()).isEqualTo(ReverseName.of("two.example.org"));
    }

    @Test
    void aKilledBrokerLosesNothingAndKeepsTheOrder() throws Exception {
        int each = 400;
        List<String> clients = List.of("203.0.113.21", "203.0.113.22", "203.0.113.23", "203.0.113.24");
        for (int i = 0; i < each; i++) {
            for (String client : clients) {
                topics.send(Topic.ATTEMPTS.record(attempt("b" + i, client)));
            }
            if (i == each / 2) {
                around.backends().process(BackEnd.KAFKA).orElseThrow().kill();
                around.backends().restart(BackEnd.KAFKA);
            }
        }

        List<String> order = IntStream.range(0, each).mapToObj(i -> "b" + i).toList();
        for (String client : clients) {
            List<AttemptEnriched> found = topics.await(
                    Topic.ENRICHED, isOf(client), soFar -> ids(soFar).size() == each);
            // a repeat is allowed after a crash, another order is not
            assertThat(ids(found)).as(client).containsExactlyElementsOf(order);
        }
    }

    private static LinkedHashSet<String> ids(List<AttemptEnriched> enriched) {
        LinkedHashSet<String> ids = new LinkedHashSet<>();
        enriched.forEach(one -> ids.add(one.attempt().id()));
        return ids;
    }

    private static Predicate<AttemptEnriched> isOf(String client) {
        Address address = Address.of(client);
        return enriched -> enriched.attempt().client().equals(address);
    }

    @Test
    void healthAndMetricsAreServed() throws Exception {
        topics.send(Topic.ATTEMPTS.record(attempt("h1", "203.0.113.40")));
        enriched("203.0.113.40", 1);

        assertThat(get("q/health/live")).contains("\"enricher\"").doesNotContain("DOWN");
        assertThat(get("q/health/ready")).contains("\"enricher\"").doesNotContain("DOWN");
        assertThat(get("q/metrics"))
                .contains("postern_enricher_attempts_total ")
                .contains("postern_enricher_profiles_total ")
                .contains("postern_enricher_dead_letters_total ")
                .contains("postern_enricher_lookups_total{status=\"timeout\"} ")
                .contains("postern_enricher_lookups_deferred_total ")
                .contains("postern_enricher_lookups_pending ")
                .contains("postern_enricher_lookup_seconds_sum ")
                .contains("postern_enricher_names_total{tier=\"shared\"} ")
                .contains("postern_enricher_shared_cache_up ")
                .contains("postern_enricher_database_age_seconds{database=\"GeoLite2-City.mmdb\"} ")
                .doesNotContain("203.0.113.");
    }

    @Test
    void aPersonWhoAsksWaitsForTheNameAndMayAskAnew() throws Exception {
        around.dns().say("203.0.113.77", DnsReply.name(3600, "old.example.org"));
        assertThat(get("api/v1/lookup/203.0.113.77"))
                .contains("\"name\":\"old.example.org\"", "\"city\":\"Munich\"", "GeoLite2-City", "maxmind.com");

        around.dns().say("203.0.113.77", DnsReply.name(3600, "new.example.org"));
        assertThat(get("api/v1/lookup/203.0.113.77")).contains("old.example.org");
        assertThat(get("api/v1/lookup/203.0.113.77?refresh=true")).contains("new.example.org");

        assertThat(get("api/v1/lookup/nonsense")).contains("\"status\":400", "not an IP address");
    }

    private String get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private List<AttemptEnriched> enriched(String client, int count) {
        return topics.await(Topic.ENRICHED, count, isOf(client));
    }

    private List<ClientProfile> profiles(String client, int count) {
        return topics.await(Topic.PROFILES, count, one -> one.client().equals(Address.of(client)));
    }

    private double count(String counter) {
        return meters.get(counter).counter().count();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 120 && !condition.getAsBoolean(); i++) {
            Thread.sleep(250);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static AttemptObserved attempt(String id, String client) {
        return new AttemptObserved(
                id,
                NOON,
                "mx1.example.org",
                Source.DOVECOT_LOGIN,
                Service.IMAP,
                Address.of(client),
                "ada@example.org",
                Outcome.FAILED,
                1,
                "PLAIN",
                null,
                null);
    }
}
