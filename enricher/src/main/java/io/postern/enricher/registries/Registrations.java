package io.postern.enricher.registries;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.enricher.lookups.LookupQueue;
import io.postern.enricher.lookups.SharedCache;
import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Registrations as known at this moment. Whoever asks for one that is not known sets its look-up going and gets
/// `PENDING`; when it is known, the listener hears of it.
public final class Registrations implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Registrations.class);

    /// How often a replica that waits for another's answer looks whether it is there.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /// @param life an answer is asked for again afterwards
    /// @param negativeLife that there is no registration is asked for again afterwards
    /// @param failureLife so long after a failure the same address is not asked for again
    /// @param staleLife so long an answer stays usable after it is no longer fresh, while no newer one can be had
    /// @param lease the longest that a look-up may take: so long other replicas wait for it
    /// @param networks and clients that are remembered
    /// @param concurrency look-ups under way at a time
    /// @param waiting look-ups that may wait; beyond them a client's next attempt tries again
    public record Settings(
            Duration life,
            Duration negativeLife,
            Duration failureLife,
            Duration staleLife,
            Duration lease,
            int remembered,
            int concurrency,
            int waiting) {}

    private final Settings settings;
    private final SpecialPurpose special;
    private final Registries registries;
    private final SharedNetworks shared;
    private final Clock clock;
    private final NetworkTable networks;
    private final Cache<Address, KnownRegistration> clients;
    private final NeighbourhoodLocks locks = new NeighbourhoodLocks();
    private final LookupQueue lookups;
    private final RegistrationMeters meters;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("registry-", 0).factory());

    private Function<Address, CompletionStage<Void>> listener = client -> CompletableFuture.completedStage(null);

    public Registrations(
            Settings settings,
            SpecialPurpose special,
            Registries registries,
            SharedCache shared,
            Clock clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.special = special;
        this.registries = registries;
        this.shared = new SharedNetworks(shared, clock);
        this.clock = clock;
        this.networks = new NetworkTable(settings.remembered());
        this.clients = Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .executor(Runnable::run)
                .build();
        this.lookups = new LookupQueue(settings.concurrency(), settings.waiting(), this::lookUp);
        this.meters = new RegistrationMeters(registry, lookups, networks);
    }

    /// Called with each client whose look-up is over; a look-up keeps its place until the stage is done.
    public void onArrival(Function<Address, CompletionStage<Void>> listener) {
        this.listener = listener;
    }

    /// What is known now; what is unknown or no longer fresh is looked up. Null for a special-purpose address, of
    /// which no registry is asked. Never blocks.
    public Registration of(Address client) {
        KnownRegistration known = clients.getIfPresent(client);
        Instant now = clock.instant();
        if (known != null && known.isFreshAt(now)) {
            return known.registration();
        }
        if (special.of(client).isPresent()) {
            return null;
        }
        KnownRegistration answer = local(client);
        known = answer == null ? known : answer;
        if (known != null && known.isFreshAt(now)) {
            return known.registration();
        }
        if (!lookups.offer(client)) {
            meters.deferred();
        }
        return known != null && known.isUsableAt(now) ? known.registration() : Registration.none(Status.PENDING);
    }

    /// Asks anew when the registration is wanted next.
    public void forget(Address client) {
        KnownRegistration known = networks.find(client);
        if (known != null) {
            networks.remove(known.network());
            shared.forget(known);
        }
        clients.invalidate(client);
    }

    /// What a registry has said of the client's network; null when none has.
    private KnownRegistration local(Address client) {
        KnownRegistration known = networks.find(client);
        if (known != null) {
            clients.put(client, known);
        }
        return known;
    }

    private CompletionStage<?> lookUp(Address client) {
        return CompletableFuture.runAsync(() -> findAndRemember(client), threads)
                .thenCompose(done -> listener.apply(client))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.errorf("A registration could not be passed on: client=%s error=%s", client, failure);
                    }
                });
    }

    /// One look-up in a neighbourhood at a time: the next finds what the one before has learnt.
    private void findAndRemember(Address client) {
        Network neighbourhood = SharedNetworks.neighbourhood(client);
        try (var held = locks.hold(neighbourhood)) {
            KnownRegistration known = local(client);
            if (known == null || !known.isFreshAt(clock.instant())) {
                known = sharedOrAsked(client, known);
                if (known.answered()) { // that asking failed is true of this client and moment only
                    networks.put(known);
                }
            }
            clients.put(client, known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KnownRegistration sharedOrAsked(Address client, KnownRegistration before) throws InterruptedException {
        Instant giveUp = clock.instant().plus(settings.lease());
        boolean ours;
        do {
            // First the lease, then the look: whoever had it before has told what it learnt.
            ours = shared.mayAsk(client, settings.lease()).toCompletableFuture().join();
            KnownRegistration told = shared.find(client).toCompletableFuture().join();
            if (told != null && told.isFreshAt(clock.instant())) {
                if (ours) {
                    shared.hasAsked(client);
                }
                meters.foundShared();
                return told;
            }
            if (!ours) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } while (!ours && clock.instant().isBefore(giveUp));
        return ask(client, before);
    }

    private KnownRegistration ask(Address client, KnownRegistration before) throws InterruptedException {
        Instant start = clock.instant();
        Registries.Answer answer = registries.ask(client);
        Instant now = clock.instant();
        meters.lookedUp(answer.registration().status(), start, now);
        KnownRegistration known = remembered(answer, before, now);
        if (known.answered()) { // that asking failed is this process' own experience
            shared.put(known).toCompletableFuture().join();
        }
        shared.hasAsked(client);
        return known;
    }

    private KnownRegistration remembered(Registries.Answer answer, KnownRegistration before, Instant now) {
        Duration fresh = switch (answer.registration().status()) {
            case OK -> settings.life();
            case NOT_FOUND -> settings.negativeLife();
            case PENDING, RATE_LIMITED, TIMEOUT, FAILED ->
                answer.retryAfter() == null ? settings.failureLife() : answer.retryAfter();
        };
        Instant freshUntil = now.plus(fresh);
        KnownRegistration known = new KnownRegistration(
                answer.network(), answer.registration(), freshUntil, freshUntil.plus(settings.staleLife()));
        boolean oldIsBetter = !known.answered() && before != null && before.answered() && before.isUsableAt(now);
        return oldIsBetter ? before.freshUntil(freshUntil) : known;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        registries.close();
    }
}
