package io.postern.collector;

import io.postern.collector.receiving.DovecotEvents.Taken;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/// Where Dovecot's event exporter posts (`transport = http-post`). Dovecot does not repeat a post that failed, but
/// it says so in its log.
@Path("/collector/dovecot-events")
@Consumes(MediaType.WILDCARD)
@Blocking
class DovecotEventsResource {

    /// Dovecot posts one event at a time, of less than a kilobyte.
    private static final int LONGEST_BODY = 1 << 20;

    private final CollectorStartup collector;

    DovecotEventsResource(CollectorStartup collector) {
        this.collector = collector;
    }

    @POST
    public Response post(@Context HttpServerRequest http, InputStream body) throws IOException {
        NetworkStartup network = collector.network();
        if (network == null || network.dovecotEvents().isEmpty()) {
            return Response.status(Response.Status.NOT_FOUND).build();
        }
        if (!network.admits(peer(http), http.getHeader("X-API-Key"), http.getHeader(HttpHeaders.AUTHORIZATION))) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"postern\"")
                    .build();
        }
        byte[] read = body.readNBytes(LONGEST_BODY + 1);
        Taken taken = read.length > LONGEST_BODY
                ? Taken.TOO_LONG
                : network.dovecotEvents().get().take(read);
        return Response.status(status(taken)).build();
    }

    private static Response.Status status(Taken taken) {
        return switch (taken) {
            case KEPT -> Response.Status.OK;
            case UNREADABLE -> Response.Status.BAD_REQUEST;
            case TOO_LONG -> Response.Status.REQUEST_ENTITY_TOO_LARGE;
            case FULL -> Response.Status.SERVICE_UNAVAILABLE;
        };
    }

    private static String peer(HttpServerRequest http) {
        SocketAddress remote = http.remoteAddress();
        return remote == null ? null : remote.hostAddress();
    }
}
