package io.postern.reporter.overview;

import io.postern.reporter.Day;
import io.postern.reporter.ReporterConfig;
import io.postern.reporter.Time;
import io.postern.reporter.bans.BanQueries;
import io.postern.reporter.database.DatabaseAwayException;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.database.Statements;
import io.postern.reporter.digest.Digest;
import io.postern.reporter.digest.DigestMaker;
import io.postern.reporter.projections.ProjectionsConsumer;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The overview page. No script, nothing from elsewhere, and a policy that would forbid both.
@Path("/")
class OverviewResource {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final int BANS = 20;

    private final DatabaseClient database;
    private final ProjectionsConsumer projections;
    private final ReporterConfig config;
    private final Template page;
    private final Template away;

    @Inject
    OverviewResource(
            DatabaseClient database,
            ProjectionsConsumer projections,
            ReporterConfig config,
            @Location("reporter/overview") Template page,
            @Location("reporter/away") Template away) {
        this.database = database;
        this.projections = projections;
        this.config = config;
        this.page = page;
        this.away = away;
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public Response overview() {
        try {
            return answer(Response.Status.OK, page.data("overview", now()).render());
        } catch (DatabaseAwayException e) {
            return answer(Response.Status.SERVICE_UNAVAILABLE, away.render());
        }
    }

    private Overview now() {
        Instant now = Time.CLOCK.instant();
        Statements statements = database.statements();
        Digest digest = new DigestMaker(config.failuresBeforeSuccess(), config.silentAfter())
                .of(Day.at(now, config.zone()), now, statements);
        BanQueries.Page bans = BanQueries.inForce(now, BANS, statements);
        return switch (projections.state()) {
            case RUNNING -> Overview.of(digest, bans, "Running: what arrives is counted", false);
            case STARTING -> Overview.of(digest, bans, "Starting: the numbers may be old", true);
            case WAITING ->
                Overview.of(digest, bans, "Waiting for Kafka or the database: the numbers may be old", true);
            case GIVEN_UP ->
                Overview.of(digest, bans, "Given up after too many unreadable records: see the dead letters", true);
            case STOPPED -> Overview.of(digest, bans, "Stopped: the numbers are old", true);
        };
    }

    private static Response answer(Response.Status status, String html) {
        return Response.status(status)
                .entity(html)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .build();
    }
}
