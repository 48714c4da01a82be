package io.postern.collector;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.postern.collector.receiving.DovecotEvents.Taken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Where Dovecot's event exporter posts (`transport = http-post`). Dovecot does not repeat a post that failed, but
/// it says so in its log.
///
/// A plain route: for one address a REST framework would cost an agent more memory than all of its formats.
@ApplicationScoped
class DovecotEventsResource {

    private static final String PATH = "/collector/dovecot-events";

    /// Dovecot posts one event at a time, of less than a kilobyte.
    private static final int LONGEST_BODY = 1 << 20;

    private final CollectorStartup collector;

    DovecotEventsResource(CollectorStartup collector) {
        this.collector = collector;
    }

    void routes(@Observes Router router) {
        router.post(PATH).handler(this::admit); // a route of its own: nothing is read of whom is not admitted
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
                .blockingHandler(this::post, false);
    }

    private void admit(RoutingContext asked) {
        NetworkStartup network = collector.network();
        HttpServerRequest http = asked.request();
        if (network == null || network.dovecotEvents().isEmpty()) {
            answer(asked, HttpResponseStatus.NOT_FOUND);
        } else if (!network.admits(peer(http), http.getHeader("X-API-Key"), http.getHeader("Authorization"))) {
            asked.response().putHeader("WWW-Authenticate", "Basic realm=\"postern\"");
            answer(asked, HttpResponseStatus.UNAUTHORIZED);
        } else {
            asked.next();
        }
    }

    private void post(RoutingContext asked) {
        Buffer body = asked.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        answer(asked, status(collector.network().dovecotEvents().orElseThrow().take(bytes)));
    }

    private static HttpResponseStatus status(Taken taken) {
        return switch (taken) {
            case KEPT -> HttpResponseStatus.OK;
            case UNREADABLE -> HttpResponseStatus.BAD_REQUEST;
            case TOO_LONG -> HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
            case FULL -> HttpResponseStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static void answer(RoutingContext asked, HttpResponseStatus status) {
        var unused = asked.response().setStatusCode(status.code()).end();
    }

    private static String peer(HttpServerRequest http) {
        SocketAddress remote = http.remoteAddress();
        return remote == null ? null : remote.hostAddress();
    }
}
