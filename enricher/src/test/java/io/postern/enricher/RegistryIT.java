package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.enricher.lookups.RedisClient;
import io.postern.enricher.lookups.SharedCache;
import io.postern.enricher.registries.Registrations;
import io.postern.enricher.registries.RegistryServers.Answer;
import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Topic;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The enricher between a real broker, a real Redis and registries that speak RDAP and WHOIS.
@QuarkusTest
@QuarkusTestResource(value = RegistrySurroundings.class, restrictToAnnotatedClass = true)
class RegistryIT {

    private static final String ANNOUNCED = "64496 | %s | 203.0.113.0/24 | DE | x | y | EXAMPLE Example Networks, DE\n";
    private static final String NETWORK =
            "{\"startAddress\":\"%s.0\",\"endAddress\":\"%s.255\",\"name\":\"EXAMPLE-NET\",\"country\":\"DE\"}";

    RegistrySurroundings around;

    @Inject
    EnricherConfig config;

    @Inject
    ReactiveRedisDataSource redis;

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
    void anAttemptGoesOnAtOnceAndTheRegistrationFollows() {
        around.registries()
                .rdap("ip/203.0.113.7", NETWORK.formatted("203.0.113", "203.0.113"))
                .whois(" -v 203.0.113.7", Answer.text(ANNOUNCED.formatted("203.0.113.7")));

        topics.send(Topic.ATTEMPTS.record(attempt("203.0.113.7")));

        List<ClientProfile> profiles = profiles("203.0.113.7", 2);
        assertThat(profiles.getFirst().registration()).isEqualTo(Registration.none(Status.PENDING));
        Registration known = profiles.getLast().registration();
        assertThat(known.status()).isEqualTo(Status.OK);
        assertThat(known.netName()).isEqualTo("EXAMPLE-NET");
        assertThat(known.asDescription()).isEqualTo("EXAMPLE Example Networks, DE");
    }

    @Test
    void aSecondReplicaWithTheSameRedisAsksNobodyAgain() throws InterruptedException {
        List<String> clients =
                IntStream.range(1, 21).mapToObj(i -> "198.51.100." + i).toList();
        clients.forEach(
                client -> around.registries().rdap("ip/" + client, NETWORK.formatted("198.51.100", "198.51.100")));
        Clock clock = Clock.systemUTC();
        SharedCache cache =
                new SharedCache(new RedisClient(redis), Duration.ofSeconds(2), clock, new SimpleMeterRegistry());
        try (Registrations replica = RegistriesStartup.registrations(config, cache, clock, new SimpleMeterRegistry())) {
            clients.forEach(client -> {
                topics.send(Topic.ATTEMPTS.record(attempt(client)));
                replica.of(Address.of(client));
            });

            for (String client : clients) {
                eventually(() ->
                        "EXAMPLE-NET".equals(replica.of(Address.of(client)).netName()));
                assertThat(topics.await(
                                Topic.PROFILES,
                                1,
                                one -> one.client().equals(Address.of(client))
                                        && one.registration().status() == Status.OK))
                        .isNotEmpty();
            }
        }
        assertThat(around.registries().asked())
                .filteredOn(question -> question.startsWith("/ip/198.51.100."))
                .hasSize(1);
    }

    private List<ClientProfile> profiles(String client, int count) {
        return topics.await(Topic.PROFILES, count, one -> one.client().equals(Address.of(client)));
    }

    private static void eventually(java.util.function.BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static AttemptObserved attempt(String client) {
        return new AttemptObserved(
                "r-" + client,
                Instant.parse("2026-01-15T12:00:00Z"),
                "mx1",
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
