package io.postern.reporter.commands;

import io.postern.events.OperatorCommand;
import io.postern.reporter.ReporterConfig;
import io.postern.reporter.Time;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.problems.BadParameterException;
import io.postern.reporter.problems.Parameters;
import io.postern.reporter.problems.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/// Operators' commands over HTTP: they go into their topic, the policy engine answers them, the answer is read here.
@Path("/api/v1/commands")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
class CommandsResource {

    private static final Logger LOG = Logger.getLogger(CommandsResource.class);
    private static final int MOST = 10_000;

    /// What browsers say of themselves, and proxies of those they speak for.
    private static final List<String> RELAYED =
            List.of("Origin", "Sec-Fetch-Site", "Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private final Admission admission;
    private final CommandsProducer producer;
    private final DatabaseClient database;
    private final Clock clock = Time.CLOCK;

    @Inject
    CommandsResource(ReporterConfig config, CommandsProducer producer, DatabaseClient database) {
        this.admission = new Admission(config.operators());
        this.producer = producer;
        this.database = database;
    }

    @Schema(description = "Commands taken in, in the order of their targets.")
    record Taken(
            @Schema(description = "Ask `/api/v1/commands?id=` with it what became of them.")
            String id,

            int commands) {}

    @Schema(description = "Commands, newest first; of one request in the order of its targets.")
    record CommandList(List<CommandRow> commands) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "command", summary = "Ban, unban, allow, disallow; edit a list; set a rule's mode")
    @APIResponse(responseCode = "202", description = "Taken in; the policy engine answers each")
    @APIResponse(responseCode = "400", description = "It cannot be understood; nothing was done")
    @APIResponse(responseCode = "403", description = "The caller may not; nothing was done")
    @APIResponse(responseCode = "503", description = "The broker is away; send it again under the same id")
    public Response command(Wish wish, @Context HttpServerRequest http) {
        if (wish == null) {
            throw new BadParameterException("order", "expected as JSON");
        }
        Optional<String> author = admission.author(caller(http), wish.author());
        if (author.isEmpty()) {
            LOG.warnf("a command was refused to its sender: peer=%s", http.remoteAddress());
            return problem(
                    403,
                    "Forbidden",
                    "Commands are taken from programs on this machine, or with a token of postern.reporter.operators.");
        }
        String id = wish.idOr(UUID.randomUUID().toString());
        List<OperatorCommand> commands = wish.commands(id, author.get(), clock.instant());
        try {
            producer.send(commands);
        } catch (KafkaException e) {
            LOG.warnf("commands were not taken by the broker: id=%s why=%s", id, e.getMessage());
            return problem(503, "Service Unavailable", "The broker does not answer; send it again with id " + id + ".");
        }
        return Response.accepted(new Taken(id, commands.size())).build();
    }

    @GET
    @Operation(operationId = "commands", summary = "What became of commands")
    @APIResponse(responseCode = "200", description = "Commands with their outcomes")
    public CommandList commands(
            @Parameter(description = "Those of one request; the newest of all if absent") @QueryParam("id") String id,
            @Parameter(description = "At most so many, 1 to 10000; by default 100") @QueryParam("limit") String limit) {
        int most = Parameters.limit("limit", limit, 100, MOST);
        return new CommandList(database.statements().list(CommandRow::of, """
                select id, at, author, reason, kind, target, detail, until, dry_run::text as dry_run, result, words,
                       answered_at
                from report.command
                where $1::text is null or batch = $1
                order by coalesce(at, answered_at) desc, length(id), id limit $2""", id, most));
    }

    private static Admission.Caller caller(HttpServerRequest http) {
        SocketAddress remote = http.remoteAddress();
        boolean loopback = remote != null
                && remote.hostAddress() != null
                && InetAddress.ofLiteral(remote.hostAddress()).isLoopbackAddress();
        boolean relayed = RELAYED.stream().anyMatch(header -> http.getHeader(header) != null);
        return new Admission.Caller(loopback, relayed, http.getHeader("Authorization"));
    }

    private static Response problem(int status, String title, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem("about:blank", title, status, detail, null))
                .build();
    }
}
