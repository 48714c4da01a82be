package io.postern.auth;

import io.postern.auth.bans.BanView;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Up once the bans are known, and from then on: stale bans are better than none, and how stale they are is told.
@Readiness
class AuthReadinessCheck implements HealthCheck {

    private final BanView bans;

    AuthReadinessCheck(BanView bans) {
        this.bans = bans;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("auth-api").status(bans.isReady()).withData("bans", bans.size());
        bans.staleness().ifPresent(age -> response.withData("stalenessSeconds", age.toSeconds()));
        return response.build();
    }
}
