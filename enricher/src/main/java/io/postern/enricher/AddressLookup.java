package io.postern.enricher;

import io.postern.enricher.databases.Databases;
import io.postern.enricher.names.ReverseNames;
import io.postern.enricher.registries.Registrations;
import io.postern.events.Address;
import io.postern.events.ClientProfile;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that can be known of one address, for a person who asks and waits.
public final class AddressLookup {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Supplier<Databases> databases;
    private final ReverseNames names;
    private final Optional<Registrations> registrations;
    private final Function<Address, String> labels;
    private final Clock clock;

    /// @param registrations empty when the registries are not asked
    /// @param labels null for an address without one
    public AddressLookup(
            Supplier<Databases> databases,
            ReverseNames names,
            Optional<Registrations> registrations,
            Function<Address, String> labels,
            Clock clock) {
        this.databases = databases;
        this.names = names;
        this.registrations = registrations;
        this.labels = labels;
        this.clock = clock;
    }

    /// @param refresh whether to ask anew for what is remembered
    /// @param patience afterwards what is still being asked for stays `PENDING`
    public ClientProfile of(Address client, boolean refresh, Duration patience) throws InterruptedException {
        if (refresh) {
            names.forget(client);
            registrations.ifPresent(known -> known.forget(client));
        }
        names.recall(client).toCompletableFuture().join();
        long end = System.nanoTime() + patience.toNanos();
        ClientProfile profile = now(client);
        while (profile.isPending() && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS);
            profile = now(client);
        }
        return profile;
    }

    private ClientProfile now(Address client) {
        Databases.Entry entry = databases.get().find(client);
        return new ClientProfile(
                client,
                clock.instant(),
                names.of(client),
                entry.place(),
                entry.origin(),
                registrations.map(known -> known.of(client)).orElse(null),
                labels.apply(client));
    }
}
