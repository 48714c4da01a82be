package io.postern.collector;

import io.postern.collector.enforcing.AgentStatus;
import io.postern.collector.enforcing.HostAgent;
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
        collector.agent().ifPresent(agent -> tell(agent, response));
        if (status.trouble() != null) {
            response.withData("kafka", status.trouble());
        }
        return response.build();
    }

    /// Bans that are not in force are said, and are no reason to be down: attempts reach Kafka all the same.
    private static void tell(HostAgent agent, HealthCheckResponseBuilder response) {
        AgentStatus bans = agent.status();
        response.withData("bans", bans.complete() ? "complete" : "not read yet, what is in force stays");
        for (AgentStatus.EnforcerStatus enforcer : bans.enforcers()) {
            response.withData(
                    "enforcer " + enforcer.name(),
                    enforcer.trouble() == null ? enforcer.inForce() + " in force" : enforcer.trouble());
        }
        if (agent.socketTrouble() != null) {
            response.withData("unlock", agent.socketTrouble());
        }
    }
}
