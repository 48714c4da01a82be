package io.postern.reporter.attempts;

import io.postern.events.Outcome;
import io.postern.events.Text;
import io.postern.reporter.ReporterConfig;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.problems.BadParameterException;
import io.postern.reporter.problems.Parameters;
import io.postern.reporter.problems.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Attempts by page, newest first.
@Path("/api/v1/attempts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "report")
class AttemptsResource {

    private final DatabaseClient database;
    private final ReporterConfig config;

    @Inject
    AttemptsResource(DatabaseClient database, ReporterConfig config) {
        this.database = database;
        this.config = config;
    }

    @Schema(description = "One page of attempts, newest first.")
    record AttemptPage(
            List<AttemptRow> attempts,
            @Schema(description = "Whether there are more.") boolean more,

            @Schema(description = "Send it as `after` for the next page; null on the last.")
            String next) {}

    @GET
    @Operation(
            operationId = "attempts",
            summary = "Attempts, newest first, by page",
            description = "Account, reverse name, session and mechanism were chosen by whoever tried: escape them.")
    @APIResponse(responseCode = "200", description = "One page")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is wrong; the problem names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public AttemptPage attempts(
            @Parameter(description = "An address or a network, such as 203.0.113.0/24") @QueryParam("client")
                    String client,
            @Parameter(description = "The account, in full; case does not matter") @QueryParam("account")
                    String account,
            @Parameter(description = "One outcome or several with commas between, such as failed,wrong_password")
                    @QueryParam("outcome")
                    String outcome,
            @Parameter(description = "No earlier ones: a time (2026-01-15T12:00:00Z) or a day (2026-01-15)")
                    @QueryParam("from")
                    String from,
            @Parameter(description = "Only earlier ones: a time, or a day that is then left out itself")
                    @QueryParam("to")
                    String to,
            @Parameter(description = "`true` for every source's word of the same attempt, not just the one that counts")
                    @QueryParam("all")
                    String all,
            @Parameter(description = "At most so many, 1 to 1000; by default 100") @QueryParam("limit") String limit,
            @Parameter(description = "The `next` of the page before") @QueryParam("after") String after) {
        int most = Parameters.limit("limit", limit, 100, 1000);
        var filter = new AttemptFilter(
                Parameters.network("client", client),
                Text.account(account),
                outcomes(outcome),
                Parameters.time("from", from, config.zone()),
                Parameters.time("to", to, config.zone()),
                Parameters.flag("all", all));
        var query = filter.newestFirst(Cursor.of("after", after), most + 1);
        List<AttemptRow> rows = database.statements().list(AttemptRow::of, query.sql(), query.parameters());
        if (rows.size() <= most) {
            return new AttemptPage(rows, false, null);
        }
        List<AttemptRow> page = rows.subList(0, most);
        return new AttemptPage(page, true, Cursor.after(page.getLast()).toString());
    }

    private static List<String> outcomes(String text) {
        if (text == null) {
            return List.of();
        }
        List<String> known = Arrays.stream(Outcome.values()).map(Outcome::wire).toList();
        List<String> asked = List.of(text.split(","));
        if (!known.containsAll(asked)) {
            throw new BadParameterException("outcome", "one or more of " + String.join(",", known));
        }
        return asked;
    }
}
