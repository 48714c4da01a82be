package io.postern.reporter.projections;

import io.postern.reporter.database.DatabaseClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/// Ready while records become rows and questions can be answered; live unless somebody has to look.
@ApplicationScoped
class ReporterCheck {

    private static final String NAME = "reporter";

    @Produces
    @Readiness
    HealthCheck reporterIsReady(ProjectionsConsumer projections, DatabaseClient database) {
        return () -> response(projections, projections.state() == ProjectionState.RUNNING && database.answers());
    }

    @Produces
    @Liveness
    HealthCheck reporterIsLive(ProjectionsConsumer projections) {
        return () -> switch (projections.state()) {
            case STARTING, RUNNING, WAITING -> response(projections, true);
            case GIVEN_UP, STOPPED -> response(projections, false);
        };
    }

    private static HealthCheckResponse response(ProjectionsConsumer projections, boolean up) {
        return HealthCheckResponse.named(NAME)
                .status(up)
                .withData("projections", projections.state().name())
                .build();
    }
}
