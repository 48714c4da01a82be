package io.postern.policy;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Up while attempts are counted as they come. Refused rules do not change that: the old ones are in force.
@Readiness
class PolicyReadinessCheck implements HealthCheck {

    private final PolicyStreams streams;

    PolicyReadinessCheck(PolicyStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named(PolicyTopology.SERVICE)
                .status(streams.isReady())
                .withData("state", streams.state());
        streams.refusal().ifPresent(refusal -> response.withData("rules refused", refusal));
        return response.build();
    }
}
