package io.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.auth.policy.CapturedScenario;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Topic;
import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The service as Dovecot meets it: over a socket, with a real broker behind.
@QuarkusTest
@TestProfile(AuthApiIT.AnyPort.class)
@QuarkusTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka"))
class AuthApiIT {

    public static class AnyPort implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "0");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ACCEPTED = "{\"status\":0,\"msg\":\"\"}";
    private static final String REFUSED = "{\"status\":-1,\"msg\":\"Too many failed logins, try later\"}";

    private final Clock clock = Clock.systemUTC();
    private final Instant inAnHour = clock.instant().plus(Duration.ofHours(1));

    @TestHTTPResource("/")
    URI server;

    private RawHttp http;
    private Records records;

    @BeforeEach
    void connect() throws Exception {
        http = new RawHttp(server);
        records = new Records(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        Eventually.within(PATIENCE, () -> get("/q/health/ready").status() == 200);
    }

    @AfterEach
    void disconnect() throws Exception {
        http.close();
        records.close();
    }

    @Test
    void whatRealDovecotSentIsAnsweredByteForByteAndBecomesAttempts() throws Exception {
        int before = records.all(Topic.ATTEMPTS).size();
        List<Outcome> expected = new ArrayList<>();
        for (CapturedScenario scenario : CapturedScenario.all()) {
            for (CapturedScenario.Request request : scenario.requests()) {
                RawHttp.Answer answer = http.ask(atOurUrl(request.raw()));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
                assertThat(answer.body())
                        .isEqualTo(request.command().equals("allow") ? ACCEPTED : "{\"status\":\"ok\"}");
            }
            expected.add(scenario.outcome());
        }

        Eventually.within(PATIENCE, () -> records.all(Topic.ATTEMPTS).size() >= before + expected.size());
        List<AttemptObserved> attempts = records.all(Topic.ATTEMPTS);
        assertThat(attempts).extracting(AttemptObserved::id).doesNotHaveDuplicates();
        assertThat(attempts)
                .filteredOn(attempt -> !attempt.client().toString().startsWith("192.0.2."))
                .extracting(AttemptObserved::outcome)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(attempts).allSatisfy(attempt -> assertThat(attempt.host()).isEqualTo("127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.21/32,      203.0.113.21,         203.0.113.22",
        "203.0.113.32/28,      203.0.113.47,         203.0.113.48",
        "203.0.113.64/32,      ::ffff:203.0.113.64,  ::203.0.113.64",
        "2001:db8:7::1/128,    2001:db8:7::1,        2001:db8:7::2",
        "2001:db8:8::/48,      2001:db8:8:ffff::1,   2001:db8:9::1",
    })
    void aBanRefusesUntilItsTombstone(String network, String inside, String outside) throws Exception {
        assertThat(allow(inside)).isEqualTo(ACCEPTED);

        records.ban(network, inAnHour);

        Eventually.within(PATIENCE, () -> allow(inside).equals(REFUSED));
        assertThat(allow(outside)).isEqualTo(ACCEPTED);

        records.lift(network);

        Eventually.within(PATIENCE, () -> allow(inside).equals(ACCEPTED));
    }

    @Test
    void aBanEndsAtItsTimeWithoutATombstone() throws Exception {
        Instant until = clock.instant().plusSeconds(15);
        records.ban("203.0.113.80", until);
        Eventually.within(PATIENCE, () -> allow("203.0.113.80").equals(REFUSED));

        Eventually.within(PATIENCE, () -> allow("203.0.113.80").equals(ACCEPTED));

        assertThat(clock.instant()).isAfterOrEqualTo(until);
    }

    @Test
    void expectContinueIsAnsweredAtOnce() throws Exception {
        String body = "{\"remote\":\"203.0.113.90\"}";
        long start = System.nanoTime();
        http.write("POST /dovecot/policy?command=allow HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n");

        assertThat(http.read().status()).isEqualTo(100);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(Duration.ofSeconds(2)); // Dovecot waits no longer
        assertThat(http.ask(body).body()).isEqualTo(ACCEPTED);
    }

    @Test
    void chunkedBodiesAreRead() throws Exception {
        records.ban("203.0.113.91", inAnHour);
        Eventually.within(PATIENCE, () -> allow("203.0.113.91").equals(REFUSED));

        assertThat(http.ask(
                                "POST /dovecot/policy?command=allow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "a\r\n{\"remote\":\r\nf\r\n\"203.0.113.91\"}\r\n0\r\n\r\n")
                        .body())
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: multipart/form-data\r\n",
                "Content-Type: application/json; charset=latin1\r\nAccept: text/html\r\n",
            })
    void theTypeOfTheBodyDoesNotMatter(String headers) throws Exception {
        assertThat(post("?command=allow", headers, "{\"remote\":\"203.0.113.90\"}"))
                .isEqualTo(new Said(200, "application/json", ACCEPTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?command=allow", "/?command=allow", "?x=1&command=allow", "/command/allow"})
    void bothFormsOfTheQuestionAreServed(String path) throws Exception {
        assertThat(post(path, "", "{}").body()).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "?command=allow,      '{',   400, malformed",
        "?command=report,     '',    400, malformed",
        "?command=reset,      '{}',  404, unknown command",
        "/command/getDBStats, '{}',  404, unknown command",
        "'',                  '{}',  404, unknown command",
    })
    void whatIsNoRequestIsAProblem(String path, String body, int status, String title) throws Exception {
        Said said = post(path, "", body);

        assertThat(said.status()).isEqualTo(status);
        assertThat(said.type()).isEqualTo("application/problem+json");
        assertThat(said.body()).contains("\"title\":\"" + title + "\"", "\"status\":" + status);
    }

    @Test
    void tellsWhatItCounts() throws Exception {
        post("?command=report", "", "{\"remote\":\"192.0.2.7\",\"success\":true}");
        post("?command=report", "", "{\"remote\":\"\",\"protocol\":\"doveadm\"}");

        assertThat(get("/q/metrics").body())
                .containsPattern("postern_auth_api_request_seconds_bucket\\{answer=\"recorded\",command=\"report\"")
                .containsPattern("postern_auth_reports_total\\{outcome=\"succeeded\"\\} [1-9]")
                .containsPattern("postern_auth_reports_ignored_total\\{why=\"no_address\"\\} [1-9]")
                .containsPattern("postern_auth_bans \\d")
                .containsPattern("postern_auth_bans_staleness_seconds \\d")
                .contains("postern_auth_reports_lost_total 0.0", "postern_auth_dead_letters_total")
                .doesNotContain("192.0.2.7");
        assertThat(get("/q/health/ready").body()).contains("\"auth-api\"", "\"stalenessSeconds\"");
        assertThat(get("/q/health/live").body()).contains("\"auth-api\"");
    }

    private record Said(int status, String type, String body) {}

    private String allow(String remote) throws Exception {
        return post("?command=allow", "", "{\"login\":\"ada@example.org\",\"remote\":\"" + remote + "\"}")
                .body();
    }

    private Said post(String path, String headers, String body) throws Exception {
        RawHttp.Answer answer = http.ask("POST /dovecot/policy" + path + " HTTP/1.1\r\nHost: x\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        return new Said(answer.status(), answer.headers().get("Content-Type"), answer.body());
    }

    private RawHttp.Answer get(String path) throws Exception {
        return http.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    /// As Dovecot sends it when its auth_policy_server_url ends in /dovecot/policy.
    private static String atOurUrl(String raw) {
        return raw.replaceFirst("^POST /x?\\?", "POST /dovecot/policy?");
    }
}
