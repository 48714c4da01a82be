package io.postern.reporter.bans;

import io.postern.events.Subject;
import io.postern.reporter.Time;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.database.Statements;
import io.postern.reporter.problems.BadParameterException;
import io.postern.reporter.problems.Parameters;
import io.postern.reporter.problems.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Bans and decisions over HTTP.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "report")
class BansResource {

    private static final int MOST = 1000;

    private final DatabaseClient database;
    private final Clock clock = Time.CLOCK;

    @Inject
    BansResource(DatabaseClient database) {
        this.database = database;
    }

    @Schema(description = "Bans, newest first.")
    record BanList(
            List<BanRow> bans,

            @Schema(description = "How many there are, whatever the limit.")
            long total,

            @Schema(description = "Whether the limit left some off.")
            boolean more) {}

    @Schema(description = "Decisions, newest first.")
    record DecisionList(
            List<DecisionRow> decisions,

            @Schema(description = "Whether the limit left some off.")
            boolean more) {}

    @GET
    @Path("bans")
    @Operation(operationId = "bans", summary = "Bans in force, or all that are remembered")
    @APIResponse(responseCode = "200", description = "Bans, newest first")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is wrong; the problem names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public BanList bans(
            @Parameter(description = "`true` for those too whose time is over or that were lifted") @QueryParam("all")
                    String all,
            @Parameter(description = "At most so many, 1 to 1000; by default 200") @QueryParam("limit") String limit) {
        int most = Parameters.limit("limit", limit, 200, MOST);
        Statements statements = database.statements();
        BanQueries.Page page = Parameters.flag("all", all)
                ? BanQueries.all(clock.instant(), most, statements)
                : BanQueries.inForce(clock.instant(), most, statements);
        return new BanList(page.bans(), page.total(), page.total() > page.bans().size());
    }

    @GET
    @Path("decisions")
    @Operation(operationId = "decisions", summary = "What rules concluded, with their evidence")
    @APIResponse(responseCode = "200", description = "Decisions, newest first")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is wrong; the problem names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public DecisionList decisions(
            @Parameter(
                            description =
                                    "`client:ADDRESS`, `network:CIDR`, `account:NAME`, `login:ADDRESS/NAME`, `asn:NUMBER`, or an "
                                            + "address or network alone; all if absent")
                    @QueryParam("subject")
                    String subject,
            @Parameter(description = "At most so many, 1 to 1000; by default 100") @QueryParam("limit") String limit) {
        int most = Parameters.limit("limit", limit, 100, MOST);
        List<DecisionRow> decisions = database.statements().list(DecisionRow::of, """
                        select * from report.decision
                        where $1::text[] is null or subject = any ($1)
                        order by at desc, id desc limit $2""", subjects(subject), most + 1);
        boolean more = decisions.size() > most;
        return new DecisionList(more ? decisions.subList(0, most) : decisions, more);
    }

    /// The keys to look for; null for every subject.
    private static String[] subjects(String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.matches("(client|network|account|login|asn):.*")) {
                return new String[] {Subject.of(text).key()};
            }
        } catch (IllegalArgumentException e) {
            throw new BadParameterException(
                    "subject", "client:ADDRESS, network:CIDR, account:NAME, login:ADDRESS/NAME or asn:NUMBER");
        }
        var network = Parameters.network("subject", text);
        return new String[] {"network:" + network, "client:" + network.base()};
    }
}
