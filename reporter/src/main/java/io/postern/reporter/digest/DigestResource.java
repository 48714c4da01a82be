package io.postern.reporter.digest;

import io.postern.reporter.Day;
import io.postern.reporter.ReporterConfig;
import io.postern.reporter.Time;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.problems.Parameters;
import io.postern.reporter.problems.Problem;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The digest in three forms, by `Accept` or by ending.
@Path("/api/v1")
@Tag(name = "report")
class DigestResource {

    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";
    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private final DatabaseClient database;
    private final ReporterConfig config;
    private final Template page;

    @Inject
    DigestResource(DatabaseClient database, ReporterConfig config, @Location("reporter/digest") Template page) {
        this.database = database;
        this.config = config;
        this.page = page;
    }

    @GET
    @Path("digest")
    @Produces("application/json;qs=1.0")
    @Operation(
            operationId = "digest",
            summary = "What happened on a day: verdict, totals, tops, bans, hosts",
            description = "With Accept: text/plain or text/html the same for people. Attackers chose accounts and "
                    + "reverse names: in JSON they come as they are.")
    @APIResponse(
            responseCode = "200",
            description = "The day",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Digest.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter is wrong; the problem names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Digest json(
            @Parameter(description = "The day, such as 2026-01-15; by default today, as far as it has come")
                    @QueryParam("date")
                    String date) {
        Instant now = Time.CLOCK.instant();
        LocalDate asked = Parameters.date("date", date);
        Day day = asked == null ? Day.at(now, config.zone()) : new Day(asked, config.zone());
        return new DigestMaker(config.failuresBeforeSuccess(), config.silentAfter())
                .of(day, now, database.statements());
    }

    @GET
    @Path("digest")
    @Produces(TEXT + ";qs=0.9")
    @Operation(hidden = true)
    public String acceptedAsText(@QueryParam("date") String date) {
        return DigestText.of(json(date));
    }

    @GET
    @Path("digest")
    @Produces(HTML + ";qs=0.8")
    @Operation(hidden = true)
    public Response acceptedAsHtml(@QueryParam("date") String date) {
        return html(date);
    }

    @GET
    @Path("digest.txt")
    @Produces(TEXT)
    @Operation(operationId = "digestText", summary = "The digest as text, in columns")
    @APIResponse(responseCode = "200", description = "The day, under 100 characters wide")
    public String text(@Parameter(description = "As for the digest") @QueryParam("date") String date) {
        return DigestText.of(json(date));
    }

    @GET
    @Path("digest.html")
    @Produces(HTML)
    @Operation(
            operationId = "digestHtml",
            summary = "The digest as HTML, fit for a mail: 600 pixels, no links, no images")
    @APIResponse(responseCode = "200", description = "The day")
    public Response html(@Parameter(description = "As for the digest") @QueryParam("date") String date) {
        Digest digest = json(date);
        String html = page.data("title", DigestText.title(digest))
                .data("verdict", digest.verdict())
                .data("footer", DigestText.FOOTER)
                .data("sections", Sections.of(digest))
                .data("hours", HourBar.of(digest))
                .render();
        return Response.ok(html)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
