package io.postern.testkit.architecture.planted.clean;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;

@Path("/greeting")
class GreetingResource {
    @GET
    public Greeting greet() {
        return Greeting.now(Clock.systemUTC());
    }
}
