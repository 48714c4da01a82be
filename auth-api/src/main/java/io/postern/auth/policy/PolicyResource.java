package io.postern.auth.policy;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Dovecot's auth policy protocol: a negative status refuses, zero accepts.
///
/// Dovecot appends `?command=allow` to the URL it is given; `command/allow` is weakforced's own form. Bodies are
/// read as JSON whatever their type says. Answers come from memory, on the event loop.
@Path("/dovecot/policy")
@Consumes(MediaType.WILDCARD)
@NonBlocking
class PolicyResource {

    private static final Logger LOG = Logger.getLogger(PolicyResource.class);
    private static final byte[] EMPTY = {};

    private final Doorkeeper doorkeeper;
    private final Admission admission;
    private final PolicyMetrics metrics;
    private final LongSupplier nanoTime = System::nanoTime;
    private final FloodGate gate = new FloodGate(Duration.ofMinutes(1), nanoTime);
    private final Map<Reply, byte[]> bodies = new EnumMap<>(Reply.class);

    PolicyResource(Doorkeeper doorkeeper, Admission admission, Refusal refusal, PolicyMetrics metrics) {
        this.doorkeeper = doorkeeper;
        this.admission = admission;
        this.metrics = metrics;
        for (Reply reply : Reply.values()) {
            bodies.put(reply, reply.body(refusal).getBytes(StandardCharsets.UTF_8));
        }
    }

    @POST
    public Response byQuery(@QueryParam("command") String command, @Context HttpServerRequest http, byte[] body) {
        return answer(Command.of(command), http, body);
    }

    @POST
    @Path("command/{command}")
    public Response byPath(@PathParam("command") String command, @Context HttpServerRequest http, byte[] body) {
        return answer(Command.of(command), http, body);
    }

    private Response answer(Command command, HttpServerRequest http, byte[] body) {
        long start = nanoTime.getAsLong();
        String peer = peer(http);
        Reply reply = admission
                .refuse(peer, http.getHeader("X-API-Key"), http.getHeader(HttpHeaders.AUTHORIZATION))
                .orElseGet(() -> doorkeeper.answer(command, body == null ? EMPTY : body, peer));
        metrics.answered(command, reply, Duration.ofNanos(nanoTime.getAsLong() - start));
        if (reply.isProblem()) {
            gate.pass()
                    .ifPresent(others -> LOG.warnf(
                            "Policy request not answered: why=%s command=%s peer=%s others since=%d",
                            reply.label(), command.label(), peer, others));
        }
        return response(reply);
    }

    private Response response(Reply reply) {
        Response.ResponseBuilder response = Response.status(reply.http())
                .type(reply.isProblem() ? "application/problem+json" : MediaType.APPLICATION_JSON)
                .entity(bodies.get(reply));
        if (reply == Reply.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"postern\"");
        }
        return response.build();
    }

    private static String peer(HttpServerRequest http) {
        SocketAddress remote = http.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
    }
}
