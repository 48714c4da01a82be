package io.postern.reporter.bans;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.Text;
import io.postern.reporter.Time;
import io.postern.reporter.database.DatabaseClient;
import io.postern.reporter.problems.BadParameterException;
import io.postern.reporter.problems.Parameters;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Why somebody is kept out, or is not.
@Path("/api/v1/why")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "report")
class WhyResource {

    private final DatabaseClient database;
    private final Clock clock = Time.CLOCK;

    @Inject
    WhyResource(DatabaseClient database) {
        this.database = database;
    }

    @GET
    @Operation(operationId = "why", summary = "Why an address, a network or an account is kept out, or is not")
    @APIResponse(responseCode = "200", description = "The verdict and all that it rests on")
    public Why why(
            @Parameter(description = "An address, a network, or an account; `account:NAME` where it could be either")
                    @QueryParam("subject")
                    String text) {
        if (text == null || text.isBlank()) {
            throw new BadParameterException("subject", "an address, a network or an account");
        }
        if (text.startsWith("account:") || !looksLikeNetwork(text)) {
            String account = Text.account(text.startsWith("account:") ? text.substring(8) : text);
            if (account == null) {
                throw new BadParameterException("subject", "an address, a network or an account");
            }
            return WhyQueries.ofAccount(account, clock.instant(), database.statements());
        }
        Network network = Parameters.network("subject", text);
        return WhyQueries.ofNetwork(network, clock.instant(), database.statements());
    }

    private static boolean looksLikeNetwork(String text) {
        int slash = text.indexOf('/');
        return Address.orNull(slash < 0 ? text : text.substring(0, slash)) != null;
    }
}
