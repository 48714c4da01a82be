package io.postern.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Ban;
import io.postern.events.EventJson;
import io.postern.events.Network;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Topic;
import io.postern.reporter.database.DatabaseAwayException;
import io.postern.reporter.database.DatabaseClient;
import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever comes twice, breaks off or cannot be read: the numbers stay right.
@QuarkusTest
@WithTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka,postgres"))
class ReplayIT {

    private static final List<String> TABLES =
            List.of("attempt", "client", "decision", "ban", "host", "host_source", "position");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    DatabaseClient database;

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
    void aReplayOfEverythingChangesNothing() throws Exception {
        Instant at = Instant.parse("2026-02-01T12:00:00Z");
        for (int i = 0; i < 300; i++) {
            Told told = Told.by("192.0.2." + i % 7, "replay-" + i, at.plusSeconds(i));
            topics.tell(i % 3 == 0 ? told.session(null).from(Source.POSTFIX_SASL, Service.SUBMISSION) : told);
            if (i % 5 == 0) {
                topics.tell(told.id("behind-" + i)
                        .session(i % 3 == 0 ? null : told.session())
                        .from(Source.DOVECOT_POLICY, i % 3 == 0 ? Service.SMTP : Service.IMAP));
            }
        }
        Network network = Network.of("198.51.100.77");
        for (int i = 0; i < 3; i++) {
            Instant from = Instant.now().minusSeconds(30 - i);
            topics.tell(Topic.BANS, new Ban(network, from, from.plusSeconds(600), "r", "d" + i, "why"));
            if (i < 2) {
                topics.bytes(Topic.BANS, network.toString(), null);
            }
        }
        topics.flush();
        Settled.await();
        Map<String, String> before = contents();
        assertThat(Settled.digest("2026-02-01").getLong("totals.failed")).isEqualTo(300);

        database.statements().update("update report.position set next_offset = 0");
        topics.tell(Told.by("192.0.2.0", "replay-1", at.plusSeconds(1))).flush(); // shipped again, with an old id
        Settled.until("replayed", () -> !contents().get("position").contains("enriched.v1,0,0"));
        Settled.await();

        Map<String, String> after = contents();
        before.remove("position");
        after.remove("position");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void whenTheCommitFailsNeitherRowsNorOffsetsAreThere() throws Exception {
        var statements = database.statements();
        statements.update("""
                create or replace function report.planted() returns trigger language plpgsql
                as 'begin raise exception ''planted failure at commit''; end'""");
        statements.update("""
                create constraint trigger planted after insert on report.attempt
                deferrable initially deferred for each row execute function report.planted()""");
        String positions = contents().get("position");
        try {
            Instant at = Instant.parse("2026-02-02T12:00:00Z");
            for (int i = 0; i < 50; i++) {
                topics.tell(Told.by("192.0.2.1", "commit-" + i, at));
            }
            topics.flush();
            Settled.until("waiting", () -> "WAITING".equals(Settled.status().getString("projecting")));

            assertThat(Settled.digest("2026-02-02").getLong("totals.attempts")).isZero();
            assertThat(contents().get("position")).isEqualTo(positions);
        } finally {
            statements.update("drop trigger planted on report.attempt");
        }
        Settled.await();

        assertThat(Settled.digest("2026-02-02").getLong("totals.attempts")).isEqualTo(50);
    }

    @Test
    void connectionsThatBreakMidStreamCostNothing() throws Exception {
        Instant at = Instant.parse("2026-02-03T12:00:00Z");
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 1000; i++) {
                topics.tell(Told.by("192.0.2." + i % 50, "broken-" + round + "-" + i, at.plusSeconds(i)));
            }
            topics.flush();
            breakConnections();
        }
        Settled.await();

        assertThat(Settled.digest("2026-02-03").getLong("totals.attempts")).isEqualTo(5000);
    }

    @Test
    void whatCannotBeReadOrStoredIsLaidAsideAndTheRestGoesOn() throws Exception {
        Instant at = Instant.parse("2026-02-04T12:00:00Z");
        byte[] endOfTime = new String(
                        EventJson.write(Told.by("192.0.2.9", "bad-time", at).enriched()), StandardCharsets.UTF_8)
                .replace("2026-02-04T12:00:00Z", "+999999999-12-31T23:59:59Z")
                .getBytes(StandardCharsets.UTF_8);
        topics.tell(Told.by("192.0.2.9", "bad-before", at))
                .bytes(Topic.ENRICHED, "192.0.2.9", "{".getBytes(StandardCharsets.UTF_8))
                .bytes(Topic.ENRICHED, "192.0.2.9", new byte[] {0, (byte) 0xff, 0})
                .bytes(Topic.ENRICHED, "192.0.2.9", endOfTime)
                .bytes(Topic.BANS, "not a network", null)
                .bytes(Topic.HOSTS, "mx", "[]".getBytes(StandardCharsets.UTF_8))
                .tell(Told.by("192.0.2.9", "bad-account", at).account("a\0b\u202E".repeat(900)))
                .tell(Told.by("192.0.2.9", "bad-id\0" + "𝄞".repeat(5000), at).account(bytesOfNoUse(1024)))
                .tell(Told.by("192.0.2.9", "bad-after", at))
                .flush();
        Settled.await();

        assertThat(Settled.digest("2026-02-04").getLong("totals.attempts")).isEqualTo(4);
        io.restassured.RestAssured.given()
                .get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString(
                        "postern_reporter_dead_letters_total{topic=\"postern.enriched.v1\"} 3.0"));
    }

    /// A name that does not compress, as long as any may be.
    private static String bytesOfNoUse(int length) {
        var random = new Random(1);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.append((char) (0x4e00 + random.nextInt(0x4fff)));
        }
        return name.toString();
    }

    private void breakConnections() {
        try {
            database.statements().update("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()""");
        } catch (DatabaseAwayException e) {
            // the first was this statement's own
        }
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (String table : TABLES) {
            contents.put(
                    table,
                    database.statements()
                            .one(
                                    row -> String.valueOf(row.text("all")),
                                    "select string_agg(t::text, E'\\n' order by t::text) as \"all\" from report."
                                            + table + " t"));
        }
        return contents;
    }
}
