package io.postern.enricher.registries;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postern.enricher.lookups.LookupQueue;
import io.postern.events.ClientProfile.Registration.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// The counts of the registrations.
final class RegistrationMeters {

    private final Counter shared;
    private final Counter deferred;
    private final Timer time;
    private final Map<Status, Counter> lookups = new EnumMap<>(Status.class);

    RegistrationMeters(MeterRegistry registry, LookupQueue queue, NetworkTable networks) {
        shared = Counter.builder("postern.enricher.registry.shared")
                .description("Registrations that another replica had found")
                .register(registry);
        deferred = Counter.builder("postern.enricher.registry.lookups.deferred")
                .description("Look-ups put off to the client's next attempt because too many were waiting")
                .register(registry);
        time = Timer.builder("postern.enricher.registry.lookup")
                .description("Time that asking the registries took")
                .register(registry);
        for (Status status : Status.values()) {
            lookups.put(
                    status,
                    Counter.builder("postern.enricher.registry.lookups")
                            .description("Questions to the registries by what came of them")
                            .tag("status", status.wire())
                            .register(registry));
        }
        Gauge.builder("postern.enricher.registry.lookups.pending", queue, LookupQueue::size)
                .description("Look-ups under way and waiting")
                .register(registry);
        Gauge.builder("postern.enricher.registry.networks", networks, NetworkTable::size)
                .description("Networks whose registration is remembered")
                .register(registry);
    }

    void foundShared() {
        shared.increment();
    }

    void deferred() {
        deferred.increment();
    }

    void lookedUp(Status status, Instant start, Instant end) {
        lookups.get(status).increment();
        time.record(Duration.between(start, end));
    }
}
