package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.AttemptObserved;
import io.postern.events.Topic;
import io.postern.testkit.backends.BackendsResource;
import io.postern.testkit.backends.TestBackends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Events as Dovecot posts them.
@QuarkusTest
@TestProfile(DovecotEventsIT.WithSecret.class)
@QuarkusTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka"))
class DovecotEventsIT {

    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("dovecot:open sesame".getBytes(StandardCharsets.UTF_8));

    /// Takes events, in a directory of its own.
    public static final class WithSecret implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of(
                        "postern.collector.dovecot-events.enabled", "true",
                        "postern.collector.dovecot-events.secret", "open sesame",
                        "postern.collector.state-directory",
                                Files.createTempDirectory("postern-events").toString());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @TestHTTPResource("/collector/dovecot-events")
    URL url;

    @Test
    void takesOneEventSeveralAndAnArrayFromWhomeverKnowsTheSecret() throws Exception {
        assertThat(post("Authorization", BASIC, Logins.event("one@example.org")))
                .isEqualTo(200);
        assertThat(post(
                        "Authorization",
                        "Bearer open sesame",
                        Logins.event("two@example.org") + "\n" + Logins.event("three@example.org") + "\n"))
                .isEqualTo(200);
        assertThat(post(
                        "X-API-Key",
                        "open sesame",
                        "[\n" + Logins.event("four@example.org") + ",\n" + Logins.event("five@example.org") + "]"))
                .isEqualTo(200);

        List<String> expected = List.of(
                "one@example.org", "two@example.org", "three@example.org", "four@example.org", "five@example.org");
        List<String> accounts = Topics.read(
                        TestBackends.kafka().bootstrapServers(),
                        Topic.ATTEMPTS,
                        found -> events(found).size() >= expected.size(),
                        Duration.ofSeconds(60))
                .stream()
                .filter(attempt -> attempt.origin().startsWith("dovecot-events@"))
                .map(AttemptObserved::account)
                .toList();
        assertThat(accounts).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<AttemptObserved> events(List<AttemptObserved> found) {
        return found.stream()
                .filter(attempt -> attempt.origin().startsWith("dovecot-events@"))
                .toList();
    }

    @Test
    void refusesWhoeverDoesNotKnowTheSecret() throws Exception {
        assertThat(post("X-Other", "open sesame", "{}")).isEqualTo(401);
        assertThat(post("Authorization", "Bearer open", "{}")).isEqualTo(401);
        assertThat(post("Authorization", "Basic !", "{}")).isEqualTo(401);
        assertThat(post("X-API-Key", "", "{}")).isEqualTo(401);
    }

    @Test
    void refusesWhatIsNoEvent() throws Exception {
        assertThat(post("Authorization", BASIC, "hello")).isEqualTo(400);
        assertThat(post("Authorization", BASIC, "[1]")).isEqualTo(400);
        assertThat(post("Authorization", BASIC, "{\"event\":")).isEqualTo(400);
        assertThat(post("Authorization", BASIC, "[".repeat(100_000))).isEqualTo(400);
        assertThat(post("Authorization", BASIC, "{\"event\":\"" + "x".repeat(70_000) + "\"}"))
                .isEqualTo(413);
        assertThat(post("Authorization", BASIC, " ".repeat(2_000_000))).isEqualTo(413);
    }

    private int post(String header, String value, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.toString()))
                    .header(header, value)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
