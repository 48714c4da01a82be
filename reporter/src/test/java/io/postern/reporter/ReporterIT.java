package io.postern.reporter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.Decision;
import io.postern.events.HostReport;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Subject;
import io.postern.events.Topic;
import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes in through the topics comes out over HTTP. Each test has a day of its own.
@QuarkusTest
@WithTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka,postgres"))
class ReporterIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Topics topics;

    @BeforeEach
    void connect() throws InterruptedException {
        Settled.await();
        topics = new Topics(kafka);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void aLoginThatSeveralSourcesTellOfCountsOnce() throws Exception {
        Instant at = Instant.parse("2026-01-01T12:00:00Z");
        Told summary = Told.by("192.0.2.1", "once-1", at).attempts(3).session("once");
        Told asked = Told.by("192.0.2.1", "", at).session("once").from(Source.DOVECOT_POLICY, Service.IMAP);
        topics.tell(summary);
        for (int i = 0; i < 3; i++) {
            topics.tell(asked.id("once-asked-" + i).account("try" + i + "@example.org"));
        }
        Told postfix =
                Told.by("192.0.2.2", "once-postfix", at).session(null).from(Source.POSTFIX_SASL, Service.SUBMISSION);
        topics.tell(postfix)
                .tell(postfix.id("once-behind")
                        .from(Source.DOVECOT_POLICY, Service.SMTP)
                        .outcome(Outcome.WRONG_PASSWORD))
                .flush();
        Settled.await();

        assertThat(Settled.digest("2026-01-01").getLong("totals.failed")).isEqualTo(4);
        assertThat(Settled.digest("2026-01-01").getList("topAccounts.account"))
                .contains("try0@example.org", "try1@example.org", "try2@example.org");
        given().queryParam("client", "192.0.2.1")
                .queryParam("to", "2026-01-02")
                .get("/api/v1/attempts")
                .then()
                .body("attempts.size()", equalTo(3));
        given().queryParam("client", "192.0.2.1")
                .queryParam("to", "2026-01-02")
                .queryParam("all", "true")
                .get("/api/v1/attempts")
                .then()
                .body("attempts.size()", equalTo(4));
    }

    @Test
    void ofSourcesThatTellTheSameTheOneCountsThatKnowsMore() throws Exception {
        Instant at = Instant.parse("2026-02-20T12:00:00Z");
        Told line = Told.by("192.0.2.77", "more-line", at).session("more");
        topics.tell(line)
                .tell(line.id("more-auth")
                        .from(Source.DOVECOT_AUTH, Service.OTHER)
                        .outcome(Outcome.WRONG_PASSWORD))
                .tell(line.id("more-report").from(Source.DOVECOT_POLICY, Service.IMAP))
                .tell(line.id("more-event")
                        .from(Source.DOVECOT_EVENT, Service.IMAP)
                        .outcome(Outcome.WRONG_PASSWORD))
                .flush();
        Settled.await();

        given().queryParam("client", "192.0.2.77")
                .queryParam("from", "2026-02-20")
                .queryParam("to", "2026-02-21")
                .get("/api/v1/attempts")
                .then()
                .body("attempts.id", equalTo(List.of("more-event")));
    }

    @Test
    void aLoginCountsBesideTheFailuresOfItsSession() throws Exception {
        Instant at = Instant.parse("2026-02-21T12:00:00Z");
        Told failed = Told.by("192.0.2.1", "", at)
                .session("beside")
                .from(Source.DOVECOT_AUTH, Service.OTHER)
                .outcome(Outcome.WRONG_PASSWORD);
        topics.tell(failed.id("beside-1"))
                .tell(failed.id("beside-2"))
                .tell(Told.by("192.0.2.1", "beside-in", at.plusSeconds(9))
                        .session("beside")
                        .outcome(Outcome.SUCCEEDED))
                .flush();
        Settled.await();

        given().queryParam("date", "2026-02-21")
                .get("/api/v1/digest")
                .then()
                .body("totals.failed", equalTo(2))
                .body("totals.succeeded", equalTo(1));
    }

    @Test
    void aTemporaryFailureThatOneSourceKnowsOfIsNoFailure() throws Exception {
        Instant at = Instant.parse("2026-01-02T12:00:00Z");
        Told login =
                Told.by("192.0.2.1", "temporary-1", at).session("temporary").outcome(Outcome.TEMPORARY_FAILURE);
        topics.tell(login.id("temporary-2")
                        .from(Source.DOVECOT_POLICY, Service.IMAP)
                        .outcome(Outcome.FAILED))
                .tell(login)
                .flush();
        Settled.await();

        assertThat(Settled.digest("2026-01-02").getLong("totals.failed")).isZero();
        assertThat(Settled.digest("2026-01-02").getLong("totals.temporaryFailures"))
                .isEqualTo(1);
    }

    @Test
    void aLoginAfterFailuresIsTheFirstThingSaid() throws Exception {
        Instant at = Instant.parse("2026-01-03T12:00:00Z");
        for (int i = 0; i < 4; i++) {
            topics.tell(Told.by("192.0.2.1", "after-" + i, at.plusSeconds(i)));
        }
        topics.tell(Told.by("192.0.2.1", "after-in", at.plusSeconds(60)).outcome(Outcome.SUCCEEDED))
                .tell(Told.by("192.0.2.2", "after-once", at).account("bob@example.org"))
                .tell(Told.by("192.0.2.2", "after-typo", at.plusSeconds(9))
                        .account("bob@example.org")
                        .outcome(Outcome.SUCCEEDED))
                .flush();
        Settled.await();

        given().queryParam("date", "2026-01-03")
                .get("/api/v1/digest")
                .then()
                .body("verdict", containsString("1 account logged in after failures"))
                .body("toCheck.account", equalTo(List.of("ada@example.org")))
                .body("toCheck[0].failuresBefore", equalTo(4))
                .body("totals.succeeded", equalTo(2))
                .body("hours[12].failed", equalTo(5))
                .body("hours.size()", equalTo(24));
    }

    @Test
    void aNameThatIsFoundLaterIsShown() throws Exception {
        Instant at = Instant.parse("2026-01-04T12:00:00Z");
        Told told = Told.by("203.0.113.44", "later-1", at).reverse(ReverseName.none(ReverseName.Status.PENDING));
        topics.tell(told).flush();
        Settled.await();
        assertThat(Settled.digest("2026-01-04").getString("reverseFailures[0].status"))
                .isEqualTo("pending");

        Told named = told.reverse(ReverseName.of("found.example.org"));
        topics.tell(Topic.PROFILES, named.profile(at.plusSeconds(5)))
                .tell(Topic.PROFILES, told.profile(at.plusSeconds(1))) // older: must not win
                .flush();
        Settled.await();

        assertThat(Settled.digest("2026-01-04").getString("topCombinations[0].reverseName"))
                .isEqualTo("found.example.org");
        assertThat(Settled.digest("2026-01-04").getList("reverseFailures")).isEmpty();
    }

    @Test
    void bansAreShownWithWhatBecameOfThem() throws Exception {
        Instant now = Instant.now().minusSeconds(5);
        Network lifted = Network.of("198.51.100.1");
        topics.tell(Topic.BANS, ban("198.51.100.1", now))
                .bytes(Topic.BANS, lifted.toString(), null)
                .tell(Topic.BANS, ban("198.51.100.2", now.minusSeconds(60)))
                .tell(Topic.BANS, ban("198.51.100.2", now))
                .tell(Topic.BANS, ban("198.51.100.3", now.minusSeconds(3600)))
                .tell(Topic.DECISIONS, decision("198.51.100.2", now))
                .flush();
        Settled.await();

        given().get("/api/v1/bans")
                .then()
                .body("bans.network", hasItems("198.51.100.2/32"))
                .body("bans.network", not(hasItems("198.51.100.1/32")))
                .body("bans.network", not(hasItems("198.51.100.3/32")));
        given().queryParam("all", "true")
                .get("/api/v1/bans")
                .then()
                .body(
                        "bans.findAll { it.network.startsWith('198.51.100.') }.state",
                        hasItems("LIFTED", "REPLACED", "IN_FORCE", "EXPIRED"));
        given().queryParam("subject", "198.51.100.2")
                .get("/api/v1/decisions")
                .then()
                .body("decisions[0].effect", equalTo("banned"))
                .body("decisions[0].evidence.accounts", equalTo(List.of("root", "a?b")));
        given().get("/").then().statusCode(200).body(containsString("198.51.100.2"));
    }

    @Test
    void aHostsNewestReportIsShown() throws Exception {
        Instant now = Instant.now();
        topics.tell(Topic.HOSTS, report("mx1", now.minusSeconds(30), 7))
                .tell(Topic.HOSTS, report("mx1", now, 9))
                .tell(Topic.HOSTS, report("mx2", now.minusSeconds(3600), 1))
                .flush();
        var status = Settled.await();

        assertThat(status.getLong("hosts.find { it.host == 'mx1' }.unparsed")).isEqualTo(9);
        assertThat(status.getLong("hosts.find { it.host == 'mx1' }.lagBytes")).isEqualTo(100);
        assertThat(status.getBoolean("hosts.find { it.host == 'mx1' }.silent")).isFalse();
        assertThat(status.getBoolean("hosts.find { it.host == 'mx2' }.silent")).isTrue();
        given().get("/api/v1/digest.txt").then().body(containsString("mx2   silent"));
    }

    @Test
    void pagesHoldEverythingOnce() throws Exception {
        Instant at = Instant.parse("2026-01-05T12:00:00Z");
        for (int i = 0; i < 25; i++) {
            topics.tell(Told.by("203.0.113.5", "page-" + i, at)); // all at the same instant
        }
        topics.flush();
        Settled.await();

        Set<String> ids = new HashSet<>();
        String next = null;
        int pages = 0;
        do {
            var request = given().queryParam("limit", 10).queryParam("client", "203.0.113.5");
            var page = (next == null ? request : request.queryParam("after", next))
                    .get("/api/v1/attempts")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("attempts.id", String.class));
            next = page.getString("next");
            pages++;
        } while (next != null && pages < 10);

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(25);
    }

    @Test
    void theCsvHasALineForEachFailedTry() throws Exception {
        Instant at = Instant.parse("2026-01-06T12:34:00Z");
        topics.tell(Told.by("203.0.113.6", "csv-1", at).account("=cmd()").attempts(2))
                .tell(Told.by("203.0.113.8", "csv-2", at.plusSeconds(60))
                        .account("a;\"b")
                        .reverse(ReverseName.none(ReverseName.Status.NXDOMAIN)))
                .tell(Told.by("203.0.113.7", "csv-3", at).outcome(Outcome.SUCCEEDED))
                .flush();
        Settled.await();

        given().queryParam("date", "2026-01-06")
                .get("/api/v1/attempts.csv")
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("text/csv"))
                .body(equalTo("""
                        server;date;ip;user;hostname;reverse_dns_status;country_code;asn;aso
                        mail.example.org;06/01/2026 12:34;203.0.113.6;'=cmd();host.example.org;OK;DE;64496;Example Networks
                        mail.example.org;06/01/2026 12:34;203.0.113.6;'=cmd();host.example.org;OK;DE;64496;Example Networks
                        mail.example.org;06/01/2026 12:35;203.0.113.8;"a;""b";null;ERRNO 1;DE;64496;Example Networks
                        """));
    }

    @Test
    void aLongExportHoldsEveryRow() throws Exception {
        Instant at = Instant.parse("2026-01-07T00:00:00Z");
        for (int i = 0; i < 2500; i++) {
            topics.tell(Told.by("192.0.2." + i % 250, "long-" + i, at.plusSeconds(i / 2)));
        }
        topics.flush();
        Settled.await();

        String csv = given().queryParam("date", "2026-01-07")
                .get("/api/v1/attempts.csv")
                .asString();
        assertThat(csv.lines().count()).isEqualTo(2501);
    }

    @Test
    void anEmptyDayIsQuietInEveryForm() {
        given().queryParam("date", "1999-01-01")
                .get("/api/v1/digest")
                .then()
                .body("verdict", containsString("Quiet: no login was tried"))
                .body("totals.attempts", equalTo(0))
                .body("topCombinations.size()", equalTo(0));
        given().queryParam("date", "1999-01-01")
                .get("/api/v1/digest.txt")
                .then()
                .body(containsString("none"));
        given().queryParam("date", "1999-01-01")
                .get("/api/v1/digest.html")
                .then()
                .statusCode(200);
        given().queryParam("date", "1999-01-01")
                .get("/api/v1/attempts.csv")
                .then()
                .body(equalTo("server;date;ip;user;hostname;reverse_dns_status;country_code;asn;aso\n"));
    }

    @Test
    void theDigestComesAsWhatIsAccepted() {
        given().accept("*/*").get("/api/v1/digest").then().header("Content-Type", containsString("application/json"));
        given().accept("text/plain").get("/api/v1/digest").then().header("Content-Type", containsString("text/plain"));
        given().accept("text/html,*/*;q=0.8")
                .get("/api/v1/digest")
                .then()
                .header("Content-Type", containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    @Test
    void aWrongParameterIsNamed() {
        for (String request : List.of(
                "digest?date=x",
                "digest.txt?date=x",
                "attempts.csv?date=x",
                "attempts?client=x",
                "attempts?outcome=x",
                "attempts?from=x",
                "attempts?to=x",
                "attempts?limit=1001",
                "attempts?after=x",
                "bans?all=x",
                "decisions?subject=x",
                "decisions?subject=client:x")) {
            String parameter = request.substring(request.indexOf('?') + 1, request.indexOf('='));
            given().get("/api/v1/" + request)
                    .then()
                    .statusCode(400)
                    .header("Content-Type", containsString("application/problem+json"))
                    .body("parameter", equalTo(parameter));
        }
    }

    @Test
    void everyEndpointIsDocumented() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .body(
                        "paths.keySet()",
                        hasItems(
                                "/api/v1/status",
                                "/api/v1/digest",
                                "/api/v1/digest.txt",
                                "/api/v1/digest.html",
                                "/api/v1/attempts",
                                "/api/v1/attempts.csv",
                                "/api/v1/bans",
                                "/api/v1/decisions"))
                .body("paths.'/api/v1/attempts'.get.parameters.size()", equalTo(8));
    }

    @Test
    void healthAndMetricsTellOfTheReporter() {
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItems("reporter"));
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItems("reporter"));
        given().get("/q/metrics")
                .then()
                .body(containsString("postern_reporter_lag_records{topic=\"postern.enriched.v1\"}"))
                .body(containsString("postern_reporter_rows_total"));
    }

    private static Ban ban(String client, Instant from) {
        return new Ban(
                Network.of(client),
                from,
                from.plus(Duration.ofMinutes(10)),
                "brute-force",
                "d-" + client,
                "3 failures in 10 minutes");
    }

    private static Decision decision(String client, Instant at) {
        return new Decision(
                "d-" + client,
                at,
                new Subject.Client(Address.of(client)),
                "brute-force",
                Decision.Effect.BANNED,
                at.plusSeconds(600),
                new Decision.Evidence(
                        3, 3, Duration.ofMinutes(10), at, at, List.of("a1"), List.of("root", "a\0b"), List.of("mx1")),
                null);
    }

    private static HostReport report(String host, Instant at, long unparsed) {
        return new HostReport(
                host,
                at,
                "0.1.0",
                at.minusSeconds(60),
                List.of(new HostReport.SourceReport("/var/log/mail.log", 500, 100, 50, 20, unparsed, at, null)),
                List.of());
    }
}
