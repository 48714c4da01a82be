package io.postern.reporter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = BackendsResource.class,
        initArgs = @ResourceArg(name = "backends", value = "kafka,postgres"))
class ReporterIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void first() throws Exception {
        try (Topics topics = new Topics(kafka)) {
            for (int i = 0; i < 10; i++) {
                topics.tell(Told.by("192.0.2." + i, "a" + i, Instant.now()).account(i == 3 ? null : "x"));
            }
            topics.flush();
        }
        long end = System.nanoTime() + 20_000_000_000L;
        JsonPath status;
        do {
            status = given().get("/api/v1/status")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            Thread.sleep(200);
        } while (System.nanoTime() < end && status.getLong("counts.attempts") < 10);
        for (String path : new String[] {
            "attempts?limit=2&client=192.0.2.0/29&account=X&outcome=failed&from=2026-01-01",
            "digest",
            "digest.txt",
            "digest.html",
            "attempts.csv",
            "digest?date=x"
        }) {
            System.out.println(path + "\n" + given().get("/api/v1/" + path).asString());
        }
        System.out.println(given().accept("text/plain").get("/api/v1/digest").asString());
        assertThat(status.getLong("counts.attempts")).isEqualTo(10);
    }
}
