package io.postern.reporter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// A database that is away at start, comes, goes and comes back: one test, because it is one story.
@QuarkusTest
@WithTestResource(CuttablePostgres.class)
class DatabaseAwayIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    /// True connects, false cuts.
    Consumer<Boolean> wire;

    @Test
    void theReporterWaitsAndLosesNothing() throws Exception {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(503);
        given().get("/api/v1/status")
                .then()
                .statusCode(200)
                .body("database.ok", equalTo(false))
                .body("projecting", equalTo("STARTING"))
                .body("settled", equalTo(false));
        given().get("/api/v1/bans")
                .then()
                .statusCode(503)
                .header("Content-Type", containsString("application/problem+json"));
        given().get("/").then().statusCode(503).body(containsString("The database does not answer"));

        wire.accept(true);
        Settled.await();
        given().get("/q/health/ready").then().statusCode(200);

        try (Topics topics = new Topics(kafka)) {
            for (int round = 0; round < 3; round++) {
                tell(topics, round);
                wire.accept(false);
                tell(topics, 10 + round);
                given().get("/q/health/ready").then().statusCode(503);
                given().get("/q/health/live").then().statusCode(200);
                wire.accept(true);
            }
        }
        Settled.await();

        assertThat(Settled.digest("2026-03-01").getLong("totals.attempts")).isEqualTo(6 * 500);
        given().get("/q/health/ready").then().statusCode(200);
    }

    private static void tell(Topics topics, int round) throws Exception {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        for (int i = 0; i < 500; i++) {
            topics.tell(Told.by("192.0.2." + i % 50, "away-" + round + "-" + i, at.plusSeconds(i)));
        }
        topics.flush();
    }
}
