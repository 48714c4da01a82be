package io.postern.enricher.names;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postern.enricher.lookups.LookupQueue;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// The counts of the reverse names.
final class NameMeters {

    private final Counter local;
    private final Counter shared;
    private final Counter missed;
    private final Counter deferred;
    private final Timer time;
    private final Map<Status, Counter> lookups = new EnumMap<>(Status.class);

    NameMeters(MeterRegistry registry, LookupQueue queue) {
        local = cache(registry, "local");
        shared = cache(registry, "shared");
        missed = cache(registry, "none");
        deferred = Counter.builder("postern.enricher.lookups.deferred")
                .description("Look-ups put off to the client's next attempt because too many were waiting")
                .register(registry);
        time = Timer.builder("postern.enricher.lookup")
                .description("Time that reverse DNS look-ups took")
                .register(registry);
        for (Status status : Status.values()) {
            lookups.put(
                    status,
                    Counter.builder("postern.enricher.lookups")
                            .description("Reverse DNS look-ups by what came of them")
                            .tag("status", status.wire())
                            .register(registry));
        }
        Gauge.builder("postern.enricher.lookups.pending", queue, LookupQueue::size)
                .description("Look-ups under way and waiting")
                .register(registry);
    }

    private static Counter cache(MeterRegistry registry, String tier) {
        return Counter.builder("postern.enricher.names")
                .description("Where reverse names were found; shared ones are found in the local cache thereafter")
                .tag("tier", tier)
                .register(registry);
    }

    void foundLocal() {
        local.increment();
    }

    void foundShared() {
        shared.increment();
    }

    void missed() {
        missed.increment();
    }

    void deferred() {
        deferred.increment();
    }

    void lookedUp(Status status, Instant start, Instant end) {
        lookups.get(status).increment();
        time.record(Duration.between(start, end));
    }
}
