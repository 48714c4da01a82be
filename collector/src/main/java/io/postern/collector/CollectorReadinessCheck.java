package io.postern.collector;

import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Up while attempts reach Kafka. A source that cannot be read, or a spool that takes nothing, is named but is no
/// reason to be down: the others are followed all the same, and the heartbeat and a metric tell of it, too.
@Readiness
class CollectorReadinessCheck implements HealthCheck {

    private final CollectorStartup collector;

    CollectorReadinessCheck(CollectorStartup collector) {
        this.collector = collector;
    }

    @Override
    public HealthCheckResponse call() {
        CollectorStatus status = collector.status();
        List<FollowedLog> sources = collector.followed();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("collector")
                .status(status.isConnected() && status.trouble() == null)
                .withData("sources", sources.size());
        if (sources.isEmpty()) {
            response.withData("note", "nothing to follow");
        }
        for (FollowedLog source : sources) {
            if (source.source().counters().problem() != null) {
                response.withData(source.name(), source.source().counters().problem());
            }
        }
        if (status.trouble() != null) {
            response.withData("kafka", status.trouble());
        }
        return response.build();
    }
}
