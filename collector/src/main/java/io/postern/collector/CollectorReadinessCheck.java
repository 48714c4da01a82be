package io.postern.collector;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Up while attempts reach Kafka. A file that cannot be read is told by the heartbeat and a metric, not here: the
/// others are followed all the same.
@Readiness
class CollectorReadinessCheck implements HealthCheck {

    private final CollectorStartup collector;

    CollectorReadinessCheck(CollectorStartup collector) {
        this.collector = collector;
    }

    @Override
    public HealthCheckResponse call() {
        CollectorStatus status = collector.status();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("collector")
                .status(status.isConnected() && status.trouble() == null)
                .withData("files", collector.files().size());
        if (collector.files().isEmpty()) {
            response.withData("note", "no files to follow");
        }
        if (status.trouble() != null) {
            response.withData("kafka", status.trouble());
        }
        return response.build();
    }
}
