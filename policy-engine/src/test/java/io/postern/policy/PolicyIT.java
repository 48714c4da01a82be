package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Ban;
import io.postern.events.CommandOutcome;
import io.postern.events.Network;
import io.postern.events.OperatorCommand;
import io.postern.events.Order;
import io.postern.events.Topic;
import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole service with a real broker.
@QuarkusTest
@TestProfile(PolicyIT.Settings.class)
@QuarkusTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka"))
class PolicyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "policy-it");
                return Map.of(
                        "postern.policy.rules-directory",
                        directory.toString(),
                        "postern.policy.state-directory",
                        directory.resolve("state").toString(),
                        "postern.policy.treat-as-public",
                        "203.0.113.0/24",
                        "quarkus.http.test-port",
                        "0");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path rules = Path.of(value("postern.policy.rules-directory"));
    private final Records records = new Records(value("kafka.bootstrap.servers"));
    private final Instant now = Clock.systemUTC().instant();

    @TestHTTPResource("/")
    URI server;

    private static String value(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }

    @BeforeEach
    void awaitReady() throws Exception {
        Eventually.within(PATIENCE, "ready", () -> get("q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void threeFailuresAreABanAndTheAllowListLiftsIt() throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            records.send(Attempts.failure().from("203.0.113.66").at(now));
        }
        records.flush();
        Eventually.within(PATIENCE, "the ban", () -> newest("203.0.113.66/32") != null);
        System.getLogger("test")
                .log(
                        System.Logger.Level.INFO,
                        "failure to ban, reader's start included: " + Duration.ofNanos(System.nanoTime() - start));
        assertThat(Topic.BANS.read(newest("203.0.113.66/32").value()))
                .returns("3 failures within 10m (limit 3), rule brute-force", Ban::reason);

        Files.writeString(rules.resolve("allow.list"), "203.0.113.64/28 our office\n");
        Eventually.within(PATIENCE, "lifted", () -> newest("203.0.113.66/32").value() == null);
    }

    @Test
    void refusedRulesAreShownAndTheOldOnesStayInForce() throws Exception {
        Files.writeString(rules.resolve("rules.yaml"), "version: 1\nrules:\n  - name: x\n    limti: 3\n");
        Eventually.within(
                PATIENCE, "refused", () -> get("q/health/ready").body().contains("rules.yaml:4:5: limti: unknown key"));
        assertThat(get("q/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("q/metrics").body()).contains("postern_policy_reloads_total{result=\"refused\"");

        for (int i = 0; i < 3; i++) {
            records.send(Attempts.failure().from("203.0.113.99").at(now));
        }
        records.flush();
        Eventually.within(PATIENCE, "the ban", () -> newest("203.0.113.99/32") != null);

        Files.delete(rules.resolve("rules.yaml"));
        Eventually.within(PATIENCE, "taken", () -> !get("q/health/ready").body().contains("refused"));
    }

    @Test
    void anUnreadableRecordBecomesADeadLetterAndTheServiceLivesOn() throws Exception {
        records.send(new ProducerRecord<>(
                Topic.ENRICHED.name(), "203.0.113.1", "gibberish".getBytes(StandardCharsets.UTF_8)));
        records.flush();

        Eventually.within(
                PATIENCE,
                "the dead letter",
                () -> records.values(Topic.DEAD_LETTERS).stream()
                        .anyMatch(letter -> letter.reader().equals("policy-engine")));
        assertThat(get("q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void commandsBanAndUnbanAndEachIsAnsweredOnce() throws Exception {
        Network network = Network.of("203.0.113.192/28");
        OperatorCommand ban = new OperatorCommand(
                "it-ban", now, "ada", "a test", now.plusSeconds(600), false, new Order.Ban(network));
        records.send(Topic.COMMANDS.record(ban));
        records.send(Topic.COMMANDS.record(ban));
        records.flush();
        Eventually.within(PATIENCE, "the ban", () -> newest("203.0.113.192/28") != null);

        records.send(Topic.COMMANDS.record(
                new OperatorCommand("it-unban", now, "ada", null, null, false, new Order.Unban(network))));
        records.flush();
        Eventually.within(PATIENCE, "lifted", () -> newest("203.0.113.192/28").value() == null);

        assertThat(records.values(Topic.OUTCOMES))
                .filteredOn(outcome -> outcome.id().startsWith("it-"))
                .extracting(CommandOutcome::id)
                .containsExactly("it-ban", "it-unban");
    }

    @Test
    void tellsHowFarSomebodyIsFromTheLimitsAndWhyHeIsExempt() throws Exception {
        records.send(Attempts.failure().from("203.0.113.151").at(now));
        records.flush();

        Eventually.within(
                PATIENCE,
                "counted",
                () -> get("api/v1/counts?subject=client:203.0.113.151").body().contains("\"soFar\":1"));
        assertThat(get("api/v1/counts?subject=client:10.0.0.1").body())
                .contains("\"exemption\":\"special-purpose range 10.0.0.0/8");
        assertThat(get("api/v1/counts?subject=nobody").statusCode()).isEqualTo(400);
    }

    /// Null when there never was a ban.
    private ConsumerRecord<String, byte[]> newest(String network) {
        return records.all(Topic.BANS).stream()
                .filter(record -> record.key().equals(network))
                .reduce((before, after) -> after)
                .orElse(null);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
