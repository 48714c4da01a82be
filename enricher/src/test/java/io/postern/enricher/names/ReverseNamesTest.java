package io.postern.enricher.names;

import static io.postern.events.ClientProfile.ReverseName.none;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.enricher.ManualClock;
import io.postern.enricher.lookups.FakeStore;
import io.postern.enricher.lookups.SharedCache;
import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReverseNamesTest {

    private static final Address CLIENT = Address.of("203.0.113.7");
    private static final ReverseName PENDING = none(Status.PENDING);

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeStore store = new FakeStore();
    private final Queue<CompletableFuture<Answer>> lookups = new ArrayDeque<>();
    private final List<Address> arrived = new ArrayList<>();
    private final ReverseNames names = names(true, 10);

    @Test
    void anUnknownNameIsPendingAndArrivesLater() {
        assertThat(names.of(CLIENT)).isEqualTo(PENDING);

        answer("mail.example.org", Duration.ofHours(1));

        assertThat(arrived).containsExactly(CLIENT);
        assertThat(names.of(CLIENT)).isEqualTo(ReverseName.of("mail.example.org"));
        assertThat(counter("postern.enricher.lookups", "status", "ok")).isEqualTo(1);
        assertThat(counter("postern.enricher.names", "tier", "local")).isEqualTo(1);
    }

    @Test
    void anOldNameIsUsedWhileANewOneIsAskedFor() {
        names.of(CLIENT);
        answer("old.example.org", Duration.ofHours(1));
        clock.advance(Duration.ofHours(2));

        assertThat(names.of(CLIENT)).isEqualTo(ReverseName.of("old.example.org"));

        answer("new.example.org", Duration.ofHours(1));
        assertThat(names.of(CLIENT)).isEqualTo(ReverseName.of("new.example.org"));
    }

    @Test
    void aFailureIsAStatusAndRetriedWhenItsTimeIsOver() {
        names.of(CLIENT);
        lookups.remove().complete(Answer.none(Status.TIMEOUT));

        assertThat(names.of(CLIENT)).isEqualTo(none(Status.TIMEOUT));
        assertThat(lookups).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        assertThat(names.of(CLIENT)).as("known until it is known better").isEqualTo(none(Status.TIMEOUT));
        assertThat(lookups).hasSize(1);
    }

    @Test
    void aResolverThatBreaksIsAFailedLookup() {
        names.of(CLIENT);

        lookups.remove().completeExceptionally(new IllegalStateException("broken"));

        assertThat(names.of(CLIENT)).isEqualTo(none(Status.FAILED));
    }

    @Test
    void aSpecialPurposeAddressIsNeverLookedUp() {
        assertThat(names.of(Address.of("10.1.2.3"))).isEqualTo(none(Status.NOT_ASKED));
        assertThat(names.of(Address.of("2001:db8::1"))).isEqualTo(none(Status.NOT_ASKED));
        assertThat(lookups).isEmpty();
    }

    @Test
    void switchedOffNobodyIsAsked() {
        ReverseNames off = names(false, 10);

        off.recall(CLIENT);

        assertThat(off.of(CLIENT)).isEqualTo(none(Status.NOT_ASKED));
        assertThat(store.requests()).isZero();
    }

    @Test
    void aFullQueueDefersTheLookupToTheNextAttempt() {
        ReverseNames small = names(true, 0);
        small.of(CLIENT);
        Address other = Address.of("203.0.113.8");

        assertThat(small.of(other)).isEqualTo(PENDING);

        assertThat(counter("postern.enricher.lookups.deferred")).isEqualTo(1);
        assertThat(lookups).hasSize(1);
        answer("mail.example.org", Duration.ofHours(1));
        small.of(other);
        assertThat(lookups).as("now there is room").hasSize(1);
    }

    @Test
    void whatAReplicaLearntNeedsNoLookup() {
        names.of(CLIENT);
        answer("mail.example.org", Duration.ofHours(1));
        ReverseNames replica = names(true, 10);

        replica.recall(CLIENT).toCompletableFuture().join();

        assertThat(replica.of(CLIENT)).isEqualTo(ReverseName.of("mail.example.org"));
        assertThat(lookups).isEmpty();
        assertThat(store.ttls().get("postern:ptr:203.0.113.7")).isEqualTo(Duration.ofHours(7));
    }

    @Test
    void aStoreThatRefusesCostsNothingButTime() {
        store.is(FakeStore.State.REFUSING);

        names.recall(CLIENT).toCompletableFuture().join();

        assertThat(names.of(CLIENT)).isEqualTo(PENDING);
        assertThat(up()).isZero();
    }

    @Test
    void aSilentStoreIsWaitedForOnceAndThenLeftAlone() throws Exception {
        store.is(FakeStore.State.SILENT);

        names.recall(CLIENT).toCompletableFuture().get(2, TimeUnit.SECONDS);
        names.recall(Address.of("203.0.113.8")).toCompletableFuture().join();
        names.recall(Address.of("203.0.113.9")).toCompletableFuture().join();

        assertThat(store.requests()).isEqualTo(1);
    }

    @Test
    void aStoreThatComesBackIsUsedAgain() {
        store.is(FakeStore.State.REFUSING);
        names.recall(CLIENT).toCompletableFuture().join();
        store.is(FakeStore.State.UP);
        clock.advance(Duration.ofSeconds(6));

        names.recall(CLIENT).toCompletableFuture().join();

        assertThat(up()).isEqualTo(1);
    }

    @Test
    void nonsenseInTheStoreIsNotBelieved() {
        store.values().put("postern:ptr:203.0.113.7", "ok forever and ever");

        names.recall(CLIENT).toCompletableFuture().join();

        assertThat(names.of(CLIENT)).isEqualTo(PENDING);
    }

    private ReverseNames names(boolean enabled, int waiting) {
        Lifetimes lifetimes = new Lifetimes(
                Duration.ofMinutes(1),
                Duration.ofDays(1),
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofHours(6));
        SpecialPurpose special = SpecialPurpose.except(List.of(Network.of("203.0.113.0/24")));
        ReverseNames made = new ReverseNames(
                new ReverseNames.Settings(enabled, special, lifetimes, 100, 1, waiting),
                new SharedNames(new SharedCache(store, Duration.ofMillis(50), clock, meters), clock),
                client -> {
                    CompletableFuture<Answer> lookup = new CompletableFuture<>();
                    lookups.add(lookup);
                    return lookup;
                },
                clock,
                meters);
        made.onArrival(client -> {
            arrived.add(client);
            return CompletableFuture.completedStage(null);
        });
        return made;
    }

    private void answer(String name, Duration ttl) {
        lookups.remove().complete(new Answer(ReverseName.of(name), ttl));
    }

    private double counter(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    private double up() {
        return meters.get("postern.enricher.shared.cache.up").gauge().value();
    }
}
