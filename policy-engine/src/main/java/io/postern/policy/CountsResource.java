package io.postern.policy;

import io.postern.events.Subject;
import io.postern.events.Text;
import io.postern.policy.deciding.Distance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/// How far somebody is from each rule's limit, and why he is exempt if he is, for people: `GET
/// /api/v1/counts?subject=client:203.0.113.7`. What another instance counts it does not know.
@Path("/api/v1/counts")
class CountsResource {

    private final PolicyStreams streams;

    CountsResource(PolicyStreams streams) {
        this.streams = streams;
    }

    /// @param exemption why no ban of it can follow; null when one can
    record Answer(String subject, String exemption, List<Distance> rules) {}

    /// RFC 9457.
    record Problem(String type, String title, int status, String detail) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Blocking
    public Response counts(@QueryParam("subject") String text) {
        try {
            Subject subject = Subject.of(text);
            return Response.ok(new Answer(
                            subject.key(), streams.exemption(subject).orElse(null), streams.distances(subject)))
                    .build();
        } catch (IllegalArgumentException e) {
            return problem(
                    400,
                    "Bad Request",
                    "subject: client:ADDRESS, network:CIDR, account:NAME or asn:NUMBER, not '" + Text.clean(text)
                            + "'");
        } catch (InvalidStateStoreException e) {
            return problem(503, "Service Unavailable", "The counts are being moved; try again.");
        }
    }

    private static Response problem(int status, String title, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", title, status, detail))
                .build();
    }
}
