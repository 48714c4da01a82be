package io.postern.enricher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.ClientProfile;
import io.postern.events.Topic;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Writes profiles, in the order of the calls.
@ApplicationScoped
class ProfileProducer {

    private final MutinyEmitter<ProducerRecord<String, byte[]>> profiles;
    private final Counter published;

    /// The buffer has no bound of its own: whoever publishes has one (records in flight, look-ups in their queue) and
    /// waits for the acknowledgement.
    ProfileProducer(
            @Channel("enricher-profiles") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<ProducerRecord<String, byte[]>> profiles,
            MeterRegistry meters) {
        this.profiles = profiles;
        this.published = Counter.builder("postern.enricher.profiles")
                .description("Profiles written: of new clients, and changed ones")
                .register(meters);
    }

    /// @return done when the broker has acknowledged it
    CompletionStage<Void> publish(ClientProfile profile) {
        published.increment();
        return profiles.send(Topic.PROFILES.record(profile)).subscribeAsCompletionStage();
    }
}
