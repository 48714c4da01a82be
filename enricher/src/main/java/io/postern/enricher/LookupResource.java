package io.postern.enricher;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.postern.enricher.databases.Databases;
import io.postern.enricher.databases.LiveDatabases;
import io.postern.enricher.databases.Vendor;
import io.postern.events.Address;
import io.postern.events.ClientProfile;
import io.postern.events.EventJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is known of an address, for people: `GET /api/v1/lookup/{address}`, `?refresh=true` to ask anew.
@Path("/api/v1/lookup")
class LookupResource {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final AddressLookup lookup;
    private final LiveDatabases databases;

    LookupResource(AddressLookup lookup, LiveDatabases databases) {
        this.lookup = lookup;
        this.databases = databases;
    }

    /// @param profile as it lies in the profiles topic
    /// @param databases that were asked, in their order
    record Answer(@JsonRawValue String profile, List<DatabaseFile> databases) {}

    /// @param attribution what a page that shows the answer must say; null for a maker that is not known
    record DatabaseFile(String file, String type, Instant builtAt, String attribution, String link) {

        static DatabaseFile of(Databases.Source source) {
            return new DatabaseFile(
                    source.file().toString(),
                    source.type(),
                    source.builtAt(),
                    source.vendor().map(Vendor::attribution).orElse(null),
                    source.vendor().map(Vendor::link).orElse(null));
        }
    }

    /// RFC 9457.
    record Problem(String type, String title, int status, String detail) {}

    @GET
    @Path("/{address}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response lookup(@PathParam("address") String text, @QueryParam("refresh") boolean refresh)
            throws InterruptedException {
        Address address = Address.orNull(text);
        if (address == null) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type("application/problem+json")
                    .entity(new Problem("about:blank", "Bad Request", 400, "address: not an IP address"))
                    .build();
        }
        ClientProfile profile = lookup.of(address, refresh, PATIENCE);
        return Response.ok(new Answer(
                        new String(EventJson.write(profile), StandardCharsets.UTF_8),
                        databases.current().sources().stream()
                                .map(DatabaseFile::of)
                                .toList()))
                .build();
    }
}
