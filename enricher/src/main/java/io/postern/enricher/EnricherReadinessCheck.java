package io.postern.enricher;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Up when the topics are there and records are being read.
@Readiness
@ApplicationScoped
class EnricherReadinessCheck implements HealthCheck {

    private final TopicsStartup topics;

    EnricherReadinessCheck(TopicsStartup topics) {
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("enricher").status(topics.isReady()).build();
    }
}
