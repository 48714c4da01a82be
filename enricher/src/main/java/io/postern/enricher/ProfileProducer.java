package io.postern.enricher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.ClientProfile;
import io.postern.events.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;

/// Writes profiles, in the order of the calls.
@ApplicationScoped
class ProfileProducer {

    private final EventProducer producer;
    private final Counter published;

    ProfileProducer(EventProducer producer, MeterRegistry meters) {
        this.producer = producer;
        this.published = Counter.builder("postern.enricher.profiles")
                .description("Profiles written: of new clients, and changed ones")
                .register(meters);
    }

    /// @return done when the broker has acknowledged it
    CompletionStage<Void> publish(ClientProfile profile) {
        published.increment();
        return producer.send(Topic.PROFILES, profile);
    }
}
