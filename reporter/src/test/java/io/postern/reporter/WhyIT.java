package io.postern.reporter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Enforcement;
import io.postern.events.EnforcementEvent;
import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.events.Subject;
import io.postern.events.Topic;
import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// All that is known of one subject, in one answer.
@QuarkusTest
@WithTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka,postgres"))
class WhyIT {

    private static final Instant AT = Instant.parse("2026-03-05T12:00:00Z");
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");
    private static final Network BANNED = Network.of("203.0.113.101");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void whoIsBannedIsToldWhatDecidedOnWhatWhereAndHowToLiftIt() throws Exception {
        Settled.await();
        try (Topics topics = new Topics(kafka)) {
            topics.tell(Told.by("203.0.113.101", "why-1", AT))
                    .tell(Topic.DECISIONS, decision(new Subject.Client(BANNED.base()), Decision.Effect.BANNED))
                    .tell(Topic.BANS, new Ban(BANNED, AT, FAR, "brute-force", "why-d", "3 failures"))
                    .tell(
                            Topic.ENFORCEMENTS,
                            new EnforcementEvent(
                                    "mx1",
                                    AT,
                                    BANNED,
                                    "nftables",
                                    false,
                                    new Enforcement.BanApplied(
                                            FAR, "brute-force", "why-d", Enforcement.Occasion.NEW, null, null)))
                    .flush();
        }
        Settled.await();

        why("203.0.113.101")
                .body("verdict", equalTo("banned"))
                .body("by", equalTo("brute-force"))
                .body("lift", equalTo("postern unban 203.0.113.101/32"))
                .body("decisions.id", contains("why-client:203.0.113.101"))
                .body("attempts.id", hasItem("why-1"))
                .body("enforced.host", contains("mx1"))
                .body("enforced.kind", contains("applied"));
        why("203.0.113.102").body("verdict", equalTo("nothing")).body("bans", hasSize(0));
    }

    @Test
    void whoIsAllowedIsToldByWhom() throws Exception {
        Settled.await();
        try (Topics topics = new Topics(kafka)) {
            topics.tell(Topic.LISTS, new ListEntry("allow", "203.0.113.112/28", null, AT, null, "ada", "office", "c-1"))
                    .flush();
        }
        Settled.await();

        why("203.0.113.113")
                .body("verdict", equalTo("allowed"))
                .body("by", equalTo("ada"))
                .body("lift", equalTo("postern disallow 203.0.113.112/28"));
    }

    @Test
    void anAccountIsFoundByItsNameAndNobodyElseByAPattern() throws Exception {
        Settled.await();
        try (Topics topics = new Topics(kafka)) {
            topics.tell(Topic.DECISIONS, decision(new Subject.Account("why_1@example.org"), Decision.Effect.DENIED))
                    .flush();
        }
        Settled.await();

        why("why_1@example.org").body("verdict", equalTo("denied")).body("until", equalTo("2999-01-01T00:00:00Z"));
        why("why%@example.org").body("verdict", equalTo("nothing")).body("by", nullValue());
        given().queryParam("subject", " ").get("/api/v1/why").then().statusCode(400);
    }

    private static Decision decision(Subject subject, Decision.Effect effect) {
        return new Decision(
                "why-" + subject.key(),
                AT,
                subject,
                "brute-force",
                effect,
                FAR,
                new Decision.Evidence(
                        3, 3, Duration.ofMinutes(10), AT, AT, List.of("why-1"), List.of("root"), List.of("mx1")),
                null);
    }

    private static ValidatableResponse why(String subject) {
        return given().queryParam("subject", subject).get("/api/v1/why").then().statusCode(200);
    }
}
