package io.postern.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.enricher.databases.Databases;
import io.postern.enricher.databases.LiveDatabases;
import io.postern.enricher.databases.Vendors;
import io.postern.events.Address;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {

    private static final Address CLIENT = Address.of("203.0.113.7");

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<ClientProfile> published = new ArrayList<>();
    private CompletableFuture<Void> acknowledgement = CompletableFuture.completedFuture(null);
    private ReverseName name = ReverseName.none(Status.PENDING);
    private Registration registration;
    private String label;
    private Databases databases;
    private Profiler profiler;

    @BeforeEach
    void open() throws IOException {
        databases = databases(Vendors.geoLite2City(directory));
        profiler = new Profiler(
                () -> databases,
                client -> name,
                client -> registration,
                client -> label,
                profile -> {
                    published.add(profile);
                    return acknowledgement;
                },
                1000,
                clock);
    }

    @Test
    void aNewClientsProfileIsPublishedAtOnce() {
        ClientProfile profile = profiler.profileOf(CLIENT).profile();

        assertThat(profile.isPending()).isTrue();
        assertThat(profile.place().city()).isEqualTo("Munich");
        assertThat(profile.origin().status()).isEqualTo(Lookup.NO_DATABASE);
        assertThat(published).containsExactly(profile);
    }

    @Test
    void anUnchangedProfileIsNotPublishedAgain() {
        ClientProfile first = profiler.profileOf(CLIENT).profile();
        clock.advance(Duration.ofHours(1));

        assertThat(profiler.profileOf(CLIENT).profile()).isSameAs(first);
        assertThat(published).hasSize(1);
    }

    @Test
    void aRicherProfileIsPublished() {
        profiler.profileOf(CLIENT);
        name = ReverseName.of("mail.example.org");
        clock.advance(Duration.ofSeconds(1));

        ClientProfile richer = profiler.profileOf(CLIENT).profile();

        assertThat(richer.reverse()).isEqualTo(name);
        assertThat(richer.asOf()).isEqualTo(clock.instant());
        assertThat(published).hasSize(2).last().isEqualTo(richer);
    }

    @Test
    void newFilesThatSayTheSameChangeNothing() throws IOException {
        profiler.profileOf(CLIENT);
        databases = databases(Vendors.geoLite2City(directory));

        profiler.profileOf(CLIENT);

        assertThat(published).hasSize(1);
    }

    @Test
    void newFilesThatSayMoreChangeTheProfile() throws IOException {
        profiler.profileOf(CLIENT);
        databases = databases(Vendors.geoLite2City(directory), Vendors.geoLite2Asn(directory));

        assertThat(profiler.profileOf(CLIENT).profile().origin().asn()).isEqualTo(64496);
        assertThat(published).hasSize(2);
    }

    @Test
    void aProfileIsSafeOnlyWhenItIsAcknowledged() {
        acknowledgement = new CompletableFuture<>();
        Profiler.Current first = profiler.profileOf(CLIENT);
        Profiler.Current second = profiler.profileOf(CLIENT);

        assertThat(second.isPublished().toCompletableFuture()).isNotDone();
        acknowledgement.complete(null);
        assertThat(first.isPublished().toCompletableFuture()).isCompleted();
        assertThat(second.isPublished().toCompletableFuture()).isCompleted();
    }

    @Test
    void aProfileThatCouldNotBePublishedIsPublishedWithTheNextAttempt() {
        acknowledgement = CompletableFuture.failedFuture(new IllegalStateException("refused"));
        profiler.profileOf(CLIENT);
        acknowledgement = CompletableFuture.completedFuture(null);

        assertThat(profiler.profileOf(CLIENT).isPublished().toCompletableFuture())
                .isCompleted();
        assertThat(published).hasSize(2);
    }

    private Databases databases(Path... files) {
        try (LiveDatabases live =
                new LiveDatabases(List.of(files), Duration.ofDays(1), new SimpleMeterRegistry(), clock)) {
            return live.current();
        }
    }
}
