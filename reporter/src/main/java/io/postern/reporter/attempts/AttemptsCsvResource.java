package io.postern.reporter.attempts;

import io.postern.reporter.Day;
import io.postern.reporter.ReporterConfig;
import io.postern.reporter.Time;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.problems.Parameters;
import io.postern.reporter.problems.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The failed attempts of a day for a spreadsheet or for what used to read MailLogSentinel's file.
@Path("/api/v1/attempts.csv")
@Tag(name = "report")
class AttemptsCsvResource {

    private final DatabaseClient database;
    private final ReporterConfig config;

    @Inject
    AttemptsCsvResource(DatabaseClient database, ReporterConfig config) {
        this.database = database;
        this.config = config;
    }

    @GET
    @Produces("text/csv;charset=UTF-8")
    @Operation(
            operationId = "attemptsCsv",
            summary = "Failed attempts of a day as CSV, in MailLogSentinel's nine columns",
            description =
                    "server;date;ip;user;hostname;reverse_dns_status;country_code;asn;aso, oldest first, one line "
                            + "for each failed try. A cell that a spreadsheet would take for a formula begins with an apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "The day's failures",
            content = @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is wrong; the problem names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response csv(
            @Parameter(description = "The day, such as 2026-01-15; by default today") @QueryParam("date") String date) {
        LocalDate asked = Parameters.date("date", date);
        Day day = asked == null ? Day.at(Time.CLOCK.instant(), config.zone()) : new Day(asked, config.zone());
        CsvExport export = new CsvExport(day, database.statements());
        List<AttemptRow> first = export.firstPage(); // before the first byte: an error can still be said
        return Response.ok((StreamingOutput) out -> export.write(first, out))
                .header("Content-Disposition", "attachment; filename=\"postern-" + day.date() + ".csv\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
