package io.postern.policy;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Down once the engine has stopped for good; a broker that is away is no reason to restart.
@Liveness
class PolicyLivenessCheck implements HealthCheck {

    private final PolicyStreams streams;

    PolicyLivenessCheck(PolicyStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named(PolicyTopology.SERVICE)
                .status(streams.fault().isEmpty());
        streams.fault().ifPresent(fault -> response.withData("fault", String.valueOf(fault)));
        return response.build();
    }
}
