package io.postern.reporter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.postern.events.CommandOutcome;
import io.postern.events.Topic;
import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Commands go from a request into their topic, and what the policy engine says of them comes back.
@QuarkusTest
@WithTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka,postgres"))
class CommandsIT {

    private static final String BAN = """
            {"order":"ban","targets":["203.0.113.7","203.0.113.9"],"for":"PT2H","reason":"a <b>test</b>",
             "author":"ada","id":"commands-it"}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void aCommandIsTakenInAndItsOutcomeShown() throws Exception {
        Settled.await();
        for (int i = 0; i < 2; i++) { // sent again under its id it is the same
            given().contentType("application/json")
                    .body(BAN)
                    .post("/api/v1/commands")
                    .then()
                    .statusCode(202)
                    .body("id", equalTo("commands-it"))
                    .body("commands", equalTo(2));
        }
        try (Topics topics = new Topics(kafka)) {
            topics.tell(
                            Topic.OUTCOMES,
                            new CommandOutcome(
                                    "commands-it.1",
                                    Instant.parse("2026-01-15T12:00:00Z"),
                                    "203.0.113.9",
                                    CommandOutcome.Result.REFUSED,
                                    false,
                                    "allow.list:3: 203.0.113.9/32"))
                    .flush();
        }
        Settled.await();

        given().queryParam("id", "commands-it")
                .get("/api/v1/commands")
                .then()
                .body("commands.target", contains("203.0.113.7", "203.0.113.9"))
                .body("commands[0].result", nullValue())
                .body("commands[0].author", equalTo("ada"))
                .body("commands[0].reason", equalTo("a <b>test</b>"))
                .body("commands[1].result", equalTo("refused"))
                .body("commands[1].words", equalTo("allow.list:3: 203.0.113.9/32"));
    }

    @Test
    void aBrowserMayNotCommand() {
        given().contentType("application/json")
                .header("Origin", "http://evil.example.org")
                .body(BAN)
                .post("/api/v1/commands")
                .then()
                .statusCode(403)
                .body("detail", containsString("postern.reporter.operators"));
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        given().contentType("application/json")
                .body("{\"order\":\"ban\",\"targets\":[\"mail.example.org\"]}")
                .post("/api/v1/commands")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("targets"));
    }
}
