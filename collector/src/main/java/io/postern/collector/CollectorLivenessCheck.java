package io.postern.collector;

import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Down when the files are not looked at any more.
@Liveness
class CollectorLivenessCheck implements HealthCheck {

    /// Longer than asking a broker that does not answer.
    private static final Duration TOO_LONG = Duration.ofMinutes(1);

    private final CollectorStartup collector;

    CollectorLivenessCheck(CollectorStartup collector) {
        this.collector = collector;
    }

    @Override
    public HealthCheckResponse call() {
        Duration since = collector.status().sinceTurn();
        return HealthCheckResponse.named("collector")
                .status(collector.isRunning() && since.compareTo(TOO_LONG) < 0)
                .withData("secondsSinceLastLook", since.toSeconds())
                .build();
    }
}
