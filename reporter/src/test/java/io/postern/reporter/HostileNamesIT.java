package io.postern.reporter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.Outcome;
import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// What attackers write is shown everywhere and does nothing anywhere.
@QuarkusTest
@WithTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka,postgres"))
class HostileNamesIT {

    private static final List<String> NAMES = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "{inject}{#for}{cdi:config}",
            "https://phish.example.org/login",
            "=HYPERLINK(\"http://x.example.org\")",
            "a\u202Egpj.exe",
            "a\r\nBcc: all@example.org",
            "a\0b",
            "\uD800",
            "𝄞".repeat(2500),
            "'; drop table report.attempt; --");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void namesAreShownAndHarmless() throws Exception {
        Settled.await();
        Instant now = Instant.now();
        try (Topics topics = new Topics(kafka)) {
            for (int i = 0; i < NAMES.size(); i++) {
                String name = NAMES.get(i);
                String client = "198.51.100." + (200 + i);
                for (int n = 0; n < 40; n++) { // to be among the ten that are shown
                    topics.tell(Told.by(client, "hostile-" + i + "-" + n, now.minusSeconds(50 - n))
                            .account(name)
                            .session(name + n)
                            .reverse(ReverseName.of(name)));
                }
                topics.tell(Told.by(client, "hostile-in-" + i, now.minusSeconds(1))
                        .account(name)
                        .outcome(Outcome.SUCCEEDED)
                        .reverse(ReverseName.of(name)));
            }
            topics.flush();
        }
        Settled.await();

        for (String page : List.of("/", "/api/v1/digest.html")) {
            String html = given().get(page).then().statusCode(200).extract().asString();
            assertThat(html)
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script", "<img", "\u202E", "\0", "https://phish");
            assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(90_000);
        }
        String text = given().get("/api/v1/digest.txt")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(text).contains("<script>").doesNotContain("\u202E", "\r", "\0", "https://phish", "\nBcc");
        String csv = given().get("/api/v1/attempts.csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).contains("\"'=HYPERLINK").doesNotContain(";=HYPERLINK", "\0", "\nBcc");
        given().queryParam("account", NAMES.getFirst())
                .get("/api/v1/attempts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("attempts.account")
                .forEach(account -> assertThat(account).isEqualTo(NAMES.getFirst()));
        given().queryParam("account", NAMES.getLast())
                .get("/api/v1/attempts")
                .then()
                .statusCode(200);
    }

    @Test
    void thePageForbidsWhatItDoesNotNeed() {
        String policy = given().get("/").then().statusCode(200).extract().header("Content-Security-Policy");

        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe", "http");
        assertThat(given().get("/").asString()).doesNotContain("<script", "style=", "http://", "https://");
        given().get("/reporter/overview.css").then().statusCode(200);
        given().get("/reporter/icon.svg").then().statusCode(200);
    }
}
