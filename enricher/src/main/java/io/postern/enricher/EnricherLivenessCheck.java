package io.postern.enricher;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Down when reading has stopped for good because the topic holds something else.
@Liveness
@ApplicationScoped
class EnricherLivenessCheck implements HealthCheck {

    private final PoisonStreak poison;

    EnricherLivenessCheck(PoisonStreak poison) {
        this.poison = poison;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("enricher").status(!poison.isTooLong()).build();
    }
}
