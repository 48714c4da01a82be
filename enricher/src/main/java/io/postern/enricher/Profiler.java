package io.postern.enricher;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postern.enricher.databases.Databases;
import io.postern.events.Address;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.ReverseName;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/// Puts a client's profile together and publishes it when it is the client's first or says something new.
///
/// The newest published profile of a client must be the newest one known, for the topic keeps only that. So looking and
/// publishing are one step, whichever thread comes with an attempt or a name.
final class Profiler {

    /// @param isPublished done when the profile is safely in its topic; at once when it already was
    record Current(ClientProfile profile, CompletionStage<Void> isPublished) {}

    private record Published(ClientProfile profile, Object era, CompletableFuture<Void> done) {

        boolean isStillTrue(ReverseName name, Registration registration, Object newest) {
            return era.equals(newest)
                    && profile.reverse().equals(name)
                    && Objects.equals(profile.registration(), registration)
                    && !done.isCompletedExceptionally();
        }

        boolean says(ClientProfile other) {
            return profile.reverse().equals(other.reverse())
                    && profile.place().equals(other.place())
                    && profile.origin().equals(other.origin())
                    && Objects.equals(profile.registration(), other.registration())
                    && !done.isCompletedExceptionally();
        }
    }

    private final Supplier<Databases> databases;
    private final Function<Address, ReverseName> names;
    private final Function<Address, Registration> registrations;
    private final Function<Address, String> labels;
    private final Function<ClientProfile, CompletionStage<Void>> publisher;
    private final Clock clock;
    private final Cache<Address, Published> published;

    /// @param databases the newest set of files
    /// @param names what is known of the reverse name now
    /// @param registrations what is known of the registration now; null when nobody is asked
    /// @param labels what the operator calls its network, or what a special-purpose range is for; null for others
    /// @param publisher takes profiles in the order of the calls and never blocks
    Profiler(
            Supplier<Databases> databases,
            Function<Address, ReverseName> names,
            Function<Address, Registration> registrations,
            Function<Address, String> labels,
            Function<ClientProfile, CompletionStage<Void>> publisher,
            int remembered,
            Clock clock) {
        this.databases = databases;
        this.names = names;
        this.registrations = registrations;
        this.labels = labels;
        this.publisher = publisher;
        this.clock = clock;
        this.published = Caffeine.newBuilder()
                .maximumSize(remembered)
                .executor(Runnable::run)
                .build();
    }

    synchronized Current profileOf(Address client) {
        ReverseName name = names.apply(client);
        Registration registration = registrations.apply(client);
        Databases newest = databases.get();
        Published last = published.getIfPresent(client);
        if (last != null && last.isStillTrue(name, registration, newest.era())) {
            return new Current(last.profile(), last.done());
        }
        Databases.Entry entry = newest.find(client);
        ClientProfile profile = new ClientProfile(
                client, clock.instant(), name, entry.place(), entry.origin(), registration, labels.apply(client));
        CompletableFuture<Void> done = last != null && last.says(profile)
                ? last.done()
                : publisher.apply(profile).toCompletableFuture();
        published.put(client, new Published(profile, newest.era(), done));
        return new Current(profile, done);
    }
}
