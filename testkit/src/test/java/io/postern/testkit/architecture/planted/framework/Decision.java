package io.postern.testkit.architecture.planted.framework;

import jakarta.ws.rs.core.Response;

class Decision {
    Response decide() {
        return Response.ok().build();
    }
}
