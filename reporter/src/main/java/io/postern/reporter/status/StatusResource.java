package io.postern.reporter.status;

import io.postern.reporter.ReporterConfig;
import io.postern.reporter.Time;
import io.postern.reporter.bans.BanQueries;
import io.postern.reporter.database.DatabaseAwayException;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.database.Statements;
import io.postern.reporter.projections.ProjectionsConsumer;
import io.postern.reporter.projections.TopicsClient;
import io.postern.reporter.status.Status.Counts;
import io.postern.reporter.status.Status.Part;
import io.postern.reporter.status.Status.TopicState;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The state of everything, in one answer that also comes when half of it is down.
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "report")
class StatusResource {

    private final ReporterConfig config;
    private final DatabaseClient database;
    private final TopicsClient topics;
    private final ProjectionsConsumer projections;
    private final Clock clock = Time.CLOCK;

    @Inject
    StatusResource(
            ReporterConfig config, DatabaseClient database, TopicsClient topics, ProjectionsConsumer projections) {
        this.config = config;
        this.database = database;
        this.topics = topics;
        this.projections = projections;
    }

    @GET
    @Operation(
            operationId = "status",
            summary = "Hosts, topics and projections",
            description = "Answers 200 while the database or the broker is away, too, and says so in the answer.")
    @APIResponse(responseCode = "200", description = "How things stand now")
    public Status status() {
        Instant now = clock.instant();
        Map<TopicPartition, Long> ends = null;
        Part kafka = Part.OK;
        try {
            ends = topics.ends(); // before the positions: what comes in between must not look like negative lag
        } catch (KafkaException e) {
            kafka = new Part(false, e.getMessage());
        }
        try {
            Statements statements = database.statements();
            List<TopicState> states = Lag.byTopic(ends, StatusQueries.positions(statements));
            return new Status(
                    now,
                    config.zone().getId(),
                    ends != null && states.stream().allMatch(state -> state.lag() == 0),
                    projections.state().name(),
                    Part.OK,
                    kafka,
                    counts(now, statements),
                    HostQueries.all(now, config.silentAfter(), statements),
                    states);
        } catch (DatabaseAwayException e) {
            Part away = new Part(false, e.getMessage());
            return new Status(
                    now,
                    config.zone().getId(),
                    false,
                    projections.state().name(),
                    away,
                    kafka,
                    null,
                    List.of(),
                    List.of());
        }
    }

    private static Counts counts(Instant now, Statements statements) {
        return StatusQueries.counts(BanQueries.inForce(now, 1, statements).total(), statements);
    }
}
