package io.postern.auth;

import io.postern.auth.bans.BanView;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/// Down only when bans will never be read again without a restart.
@Liveness
class AuthLivenessCheck implements HealthCheck {

    private final BanView bans;

    AuthLivenessCheck(BanView bans) {
        this.bans = bans;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("auth-api").up();
        bans.broken().ifPresent(why -> response.withData("bans", why).down());
        return response.build();
    }
}
