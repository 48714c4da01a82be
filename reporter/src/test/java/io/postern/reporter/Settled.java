package io.postern.reporter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for the reporter, with an end.
final class Settled {

    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private Settled() {}

    /// Until everything that lies in the topics has become rows.
    static JsonPath await() throws InterruptedException {
        until("settled", () -> status().getBoolean("settled") && "RUNNING".equals(status().getString("projecting")));
        return status();
    }

    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not " + what).isLessThan(end);
            Thread.sleep(100);
        }
    }

    static JsonPath status() {
        return given().get("/api/v1/status").then().statusCode(200).extract().jsonPath();
    }

    static JsonPath digest(String date) {
        return given().queryParam("date", date)
                .get("/api/v1/digest")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
