package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.enricher.ManualClock;
import io.postern.enricher.lookups.FakeStore;
import io.postern.enricher.lookups.SharedCache;
import io.postern.enricher.registries.RegistryServers.Answer;
import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationsTest {

    private static final Address CLIENT = Address.of("203.0.113.7");
    private static final String NETWORK =
            "{\"startAddress\":\"203.0.113.0\",\"endAddress\":\"203.0.113.255\",\"name\":\"EXAMPLE-NET\"}";

    private final ManualClock clock = new ManualClock();
    private final FakeStore store = new FakeStore();
    private final ConcurrentLinkedQueue<Address> arrived = new ConcurrentLinkedQueue<>();
    private final List<Registrations> started = new ArrayList<>();
    private RegistryServers servers;

    @BeforeEach
    void start() throws IOException {
        servers = new RegistryServers();
        servers.rdap("ip/203.0.113.7", NETWORK);
    }

    @AfterEach
    void stop() throws IOException {
        started.forEach(Registrations::close);
        servers.close();
    }

    @Test
    void anUnknownOneIsPendingUntilItArrives() throws InterruptedException {
        Registrations registrations = replica();

        assertThat(registrations.of(CLIENT)).isEqualTo(Registration.none(Status.PENDING));
        await(registrations, CLIENT);

        assertThat(registrations.of(CLIENT).netName()).isEqualTo("EXAMPLE-NET");
        assertThat(arrived).containsExactly(CLIENT);
    }

    @Test
    void theWholeNetworkIsKnownFromOneOfItsAddresses() throws InterruptedException {
        Registrations registrations = replica();
        await(registrations, CLIENT);

        assertThat(registrations.of(Address.of("203.0.113.200")).netName()).isEqualTo("EXAMPLE-NET");
        assertThat(servers.asked()).containsExactly("/ip/203.0.113.7");
    }

    @Test
    void manyAddressesOfOneNetworkAreAskedForOnce() throws InterruptedException {
        IntStream.range(1, 100).forEach(i -> servers.rdap("ip/203.0.113." + i, NETWORK));
        Registrations registrations = replica();
        List<Address> clients = IntStream.range(1, 100)
                .mapToObj(i -> Address.of("203.0.113." + i))
                .toList();

        clients.forEach(registrations::of);
        for (Address client : clients) {
            await(registrations, client);
        }

        assertThat(servers.asked()).hasSize(1);
    }

    @Test
    void twoReplicasAskOnce() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        servers.rdap("ip/203.0.113.7", 200, Map.of(), out -> {
            slow.await();
            Answer.text(NETWORK).to(out);
        });
        Registrations one = replica();
        Registrations other = replica();

        one.of(CLIENT);
        eventually(() -> servers.asked().size() == 1);
        other.of(CLIENT);
        slow.countDown();
        await(one, CLIENT);
        await(other, CLIENT);

        assertThat(other.of(CLIENT)).isEqualTo(one.of(CLIENT));
        assertThat(servers.asked()).hasSize(1);
    }

    @Test
    void withoutTheSharedCacheEachReplicaAsksForItself() throws InterruptedException {
        store.is(FakeStore.State.SILENT);
        Registrations one = replica();
        Registrations other = replica();

        await(one, CLIENT);
        await(other, CLIENT);

        assertThat(other.of(CLIENT).netName()).isEqualTo("EXAMPLE-NET");
        assertThat(servers.asked()).hasSize(2);
    }

    @Test
    void whatSomebodyWroteIntoTheSharedCacheIsNotBelievedBlindly() throws InterruptedException {
        store.values().put("postern:net:203.0.113.0/24", "{\"network\":\"198.51.100.0/24\"}");
        store.values().put("postern:net:203.0.113.7/32", "garbage");
        Registrations registrations = replica();

        await(registrations, CLIENT);

        assertThat(registrations.of(CLIENT).netName()).isEqualTo("EXAMPLE-NET");
    }

    @Test
    void anOldAnswerIsUsedOnWhileNoNewOneCanBeHad() throws InterruptedException {
        Registrations registrations = replica();
        await(registrations, CLIENT);
        store.values().clear();
        servers.rdap("ip/203.0.113.7", 500, Map.of(), Answer.text(""));
        clock.advance(Duration.ofDays(8));

        assertThat(registrations.of(CLIENT).netName()).isEqualTo("EXAMPLE-NET");
        eventually(() -> servers.asked().size() == 2);
        eventually(() -> arrived.size() == 2);

        assertThat(registrations.of(CLIENT).netName()).isEqualTo("EXAMPLE-NET");
        registrations.of(CLIENT);
        assertThat(servers.asked()).as("not asked again so soon").hasSize(2);
    }

    @Test
    void aFailureIsForgottenWhenAnotherAddressShowsTheNetwork() throws InterruptedException {
        servers.rdap("ip/203.0.113.9", 500, Map.of(), Answer.text(""));
        Registrations registrations = replica();
        Address failing = Address.of("203.0.113.9");
        await(registrations, failing);
        assertThat(registrations.of(failing).status()).isEqualTo(Status.FAILED);
        await(registrations, CLIENT);
        clock.advance(Duration.ofMinutes(11));

        assertThat(registrations.of(failing).netName()).isEqualTo("EXAMPLE-NET");
        assertThat(servers.asked()).filteredOn("/ip/203.0.113.9"::equals).hasSize(1);
    }

    @Test
    void aSpecialPurposeAddressIsNeverAskedFor() {
        Registrations registrations = replica();

        assertThat(registrations.of(Address.of("10.1.2.3"))).isNull();
        assertThat(registrations.of(Address.of("::1"))).isNull();
    }

    @Test
    void whenTooManyWaitANewcomerIsPutOffAndNobodyIsLost() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        for (int i = 1; i <= 20; i++) {
            servers.rdap("ip/198.51.100." + i, 200, Map.of(), out -> slow.await());
        }
        Registrations registrations = replica();
        IntStream.rangeClosed(1, 20).forEach(i -> registrations.of(Address.of("198.51.100." + i)));

        assertThat(registrations.of(CLIENT).status()).isEqualTo(Status.PENDING);
        slow.countDown();
        eventually(() -> arrived.size() == 20);
        await(registrations, CLIENT);

        assertThat(registrations.of(CLIENT).netName()).isEqualTo("EXAMPLE-NET");
    }

    private Registrations replica() {
        Bounds bounds = new Bounds(Duration.ofSeconds(2), Duration.ofSeconds(10), 1 << 20, true);
        Registrations registrations = new Registrations(
                new Registrations.Settings(
                        Duration.ofDays(7),
                        Duration.ofDays(1),
                        Duration.ofMinutes(10),
                        Duration.ofDays(30),
                        Duration.ofSeconds(20),
                        1000,
                        4,
                        16),
                SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"), Network.of("198.51.100.0/24"))),
                new Registries(
                        new Registries.Servers(
                                servers.rdap(), Optional.empty(), Optional.empty(), Duration.ofSeconds(1)),
                        bounds,
                        new BootstrapFiles(List.of(), bounds, clock),
                        new ServerGuard(new ServerGuard.Limits(1000, 1000, 100, Duration.ofMinutes(1)), clock),
                        clock),
                new SharedCache(store, Duration.ofMillis(100), clock, new SimpleMeterRegistry()),
                clock,
                new SimpleMeterRegistry());
        registrations.onArrival(client -> {
            arrived.add(client);
            return CompletableFuture.completedStage(null);
        });
        started.add(registrations);
        return registrations;
    }

    private static void await(Registrations registrations, Address client) throws InterruptedException {
        eventually(() -> registrations.of(client).status() != Status.PENDING);
    }

    private static void eventually(java.util.function.BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
