package io.postern.testkit.architecture.planted.endpoint;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/hidden")
class HiddenResource {
    @GET
    String get() {
        return "never served";
    }
}
