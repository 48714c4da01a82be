package io.postern.enricher.names;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.enricher.lookups.LookupQueue;
import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import io.postern.events.SpecialPurpose;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Reverse names as known at this moment. Whoever asks for one that is not known sets its look-up going and gets
/// `PENDING`; when it is known, the listener hears of it.
public final class ReverseNames {

    private static final Logger LOG = Logger.getLogger(ReverseNames.class);

    /// @param enabled otherwise nobody is ever asked
    /// @param remembered clients whose name this process remembers
    /// @param concurrency look-ups under way at a time
    /// @param waiting look-ups that may wait; beyond them a client's next attempt tries again
    public record Settings(
            boolean enabled,
            SpecialPurpose special,
            Lifetimes lifetimes,
            int remembered,
            int concurrency,
            int waiting) {}

    private final Settings settings;
    private final SharedNames shared;
    private final Function<Address, CompletionStage<Answer>> resolver;
    private final Clock clock;
    private final Cache<Address, KnownName> local;
    private final LookupQueue lookups;
    private final NameMeters meters;

    private Function<Address, CompletionStage<Void>> listener = client -> CompletableFuture.completedStage(null);

    /// @param resolver never blocks; a failed look-up is an answer with its status
    public ReverseNames(
            Settings settings,
            SharedNames shared,
            Function<Address, CompletionStage<Answer>> resolver,
            Clock clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.shared = shared;
        this.resolver = resolver;
        this.clock = clock;
        this.local = Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .executor(Runnable::run)
                .build();
        this.lookups = new LookupQueue(settings.concurrency(), settings.waiting(), this::lookUp);
        this.meters = new NameMeters(registry, lookups);
    }

    /// Called with each client whose look-up is over; a look-up keeps its place until the stage is done, so that no
    /// more news can pile up than look-ups may run.
    public void onArrival(Function<Address, CompletionStage<Void>> listener) {
        this.listener = listener;
    }

    /// Fetches what a replica has learnt when this process knows nothing fresh. Bounded by the shared cache's patience;
    /// never fails.
    public CompletionStage<?> recall(Address client) {
        if (isFresh(local.getIfPresent(client)) || isNeverAsked(client) || lookups.contains(client)) {
            return CompletableFuture.completedStage(null);
        }
        return shared.get(client).thenAccept(known -> {
            if (isFresh(known) || isUsable(known) && !isUsable(local.getIfPresent(client))) {
                meters.foundShared();
                local.put(client, known);
            }
        });
    }

    /// Asks anew when the name is wanted next.
    public void forget(Address client) {
        local.invalidate(client);
        shared.forget(client);
    }

    /// The name as known now; what is unknown or no longer fresh is looked up.
    public ReverseName of(Address client) {
        KnownName known = local.getIfPresent(client);
        if (isFresh(known)) {
            meters.foundLocal();
            return known.name();
        }
        if (isNeverAsked(client)) {
            return ReverseName.none(Status.NOT_ASKED);
        }
        meters.missed();
        if (!lookups.offer(client)) {
            meters.deferred();
        }
        KnownName now = local.getIfPresent(client); // a look-up may be over at once
        return isUsable(now) ? now.name() : ReverseName.none(Status.PENDING);
    }

    private boolean isNeverAsked(Address client) {
        return !settings.enabled() || settings.special().of(client).isPresent();
    }

    private boolean isFresh(KnownName known) {
        return known != null && known.isFreshAt(clock.instant());
    }

    private boolean isUsable(KnownName known) {
        return known != null && known.isUsableAt(clock.instant());
    }

    private CompletionStage<Void> lookUp(Address client) {
        Instant start = clock.instant();
        return resolver.apply(client)
                .exceptionally(failure -> Answer.none(Status.FAILED))
                .thenCompose(answer -> {
                    meters.lookedUp(answer.name().status(), start, clock.instant());
                    remember(client, answer);
                    return listener.apply(client);
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.errorf("A look-up's result could not be passed on: client=%s error=%s", client, failure);
                    }
                });
    }

    private void remember(Address client, Answer answer) {
        KnownName known = settings.lifetimes().after(answer, local.getIfPresent(client), clock.instant());
        local.put(client, known);
        if (answer.isAnswer()) { // that asking failed is this process' own experience
            shared.put(client, known);
        }
    }
}
