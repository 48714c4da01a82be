package io.postern.policy;

import static io.postern.policy.Attempts.MALLORY;
import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static io.postern.policy.Attempts.postfix;
import static io.postern.policy.Attempts.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.DeadLetter;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.HostReport;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Source;
import io.postern.events.SpecialPurpose;
import io.postern.events.Topic;
import io.postern.policy.rules.RulesFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTopologyTest {

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private RulesFolder rules;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> enriched;
    private TestInputTopic<String, byte[]> hosts;
    private TestOutputTopic<String, Decision> decisions;
    private TestOutputTopic<String, Ban> bans;
    private TestOutputTopic<String, DeadLetter> deadLetters;

    /// The broker's and the machine's time.
    private Instant now = NOON;

    @BeforeEach
    void start() throws Exception {
        rules = RulesFolder.open(directory);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "policy-topology-test");
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
        SpecialPurpose ranges =
                SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"), Network.of("2001:db8::/32")));
        driver = new TopologyTestDriver(
                PolicyTopology.of(
                        new PolicyTopology.Settings(
                                () -> rules.current(), ranges, Duration.ofHours(1), 3, StateTopology.Kind.MEMORY),
                        new PolicyMetrics(meters)),
                properties,
                NOON);
        enriched = driver.createInputTopic(Topic.ENRICHED.name(), new StringSerializer(), new ByteArraySerializer());
        hosts = driver.createInputTopic(Topic.HOSTS.name(), new StringSerializer(), new ByteArraySerializer());
        decisions = output(Topic.DECISIONS);
        bans = output(Topic.BANS);
        deadLetters = output(Topic.DEAD_LETTERS);
    }

    private <V extends io.postern.events.Event> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), topic.serde().deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void thirdFailureInTheWindowBans() {
        given(failure().account("ada@example.org"), "12:00:00");
        given(failure().account("bob@example.org").on("mx2"), "12:05:00");
        assertThat(decisions.isEmpty()).isTrue();

        given(failure().id("third").account("ada@example.org"), "12:10:00");

        Ban ban = bans.readValue();
        assertThat(ban.network()).hasToString("203.0.113.7/32");
        assertThat(ban.from()).isEqualTo("2026-01-15T12:10:00Z");
        assertThat(ban.until()).isEqualTo("2026-01-15T12:20:00Z");
        assertThat(ban.rule()).isEqualTo("brute-force");
        assertThat(ban.reason()).isEqualTo("3 failures within 10m (limit 3), rule brute-force");

        KeyValue<String, Decision> decision = decisions.readKeyValue();
        assertThat(decision.key).isEqualTo("client:203.0.113.7");
        assertThat(decision.value.id())
                .isEqualTo("203.0.113.7/brute-force/2026-01-15T12:10:00Z/banned")
                .isEqualTo(ban.decision());
        assertThat(decision.value.effect()).isEqualTo(Effect.BANNED);
        assertThat(decision.value.evidence().count()).isEqualTo(3);
        assertThat(decision.value.evidence().first()).isEqualTo(NOON);
        assertThat(decision.value.evidence().attempts()).hasSize(3).endsWith("third");
        assertThat(decision.value.evidence().accounts()).containsExactly("bob@example.org", "ada@example.org");
        assertThat(decision.value.evidence().hosts()).containsExactly("mx2", "mx1");
    }

    @Test
    void thirdFailureASecondTooLateDoesNotBan() {
        given(failure(), "12:00:00");
        given(failure(), "12:05:00");
        given(failure(), "12:10:01");

        assertNothingDecided();
    }

    @Test
    void oneLineWithThreeAttemptsWeighsThree() {
        given(failure().weighing(3), "12:00:00");

        assertThat(bans.readValue().network()).hasToString("203.0.113.7/32");
    }

    @Test
    void oneSessionToldByReportsAndByTheLoginLineCountsOnce() {
        given(failure().session("s1").source(Source.DOVECOT_POLICY), "12:00:00");
        given(failure().session("s1").source(Source.DOVECOT_POLICY), "12:00:02");
        given(failure().session("s1").source(Source.DOVECOT_LOGIN).weighing(2), "12:00:04");
        assertNothingDecided();

        given(failure().session("s2"), "12:00:05");

        assertThat(bans.readValue().from()).isEqualTo("2026-01-15T12:00:05Z");
    }

    @Test
    void oneAttemptToldByPostfixAndByAReportCountsOnce() {
        for (int second = 0; second < 2; second++) {
            given(postfix(), NOON.plusSeconds(second));
            given(report(), NOON.plusSeconds(second));
        }
        assertNothingDecided();

        given(report(), NOON.plusSeconds(2));

        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void theSameAttemptShippedAgainCountsOnce() {
        Attempts first = failure().id("a").session("s1");
        Attempts second = postfix().id("b");
        given(first, "12:00:00");
        given(second, "12:00:01");
        appended("12:30:00", first.at(NOON));
        appended("12:30:00", second.at(NOON.plusSeconds(1)));
        appended("12:55:00", first.at(NOON));

        assertNothingDecided();
        assertThat(meters.counter("postern.policy.told.already").count()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SUCCEEDED", "TEMPORARY_FAILURE", "REFUSED_BY_POLICY", "ACCOUNT_DISABLED", "PASSWORD_EXPIRED"})
    void whatIsNoWrongCredentialNeverCounts(Outcome outcome) {
        for (int i = 0; i < 10; i++) {
            given(failure().outcome(outcome), NOON.plusSeconds(i));
        }

        assertNothingDecided();
    }

    @Test
    void successDoesNotReset() {
        given(failure(), "12:00:00");
        given(failure(), "12:00:01");
        given(failure().outcome(Outcome.SUCCEEDED), "12:00:02");
        given(failure(), "12:00:03");

        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void failuresWhileTheBanIsInForceNeitherProlongItNorCountTowardsTheNext() {
        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(50), "12:05:00");
        given(failure().weighing(2), "12:10:00");
        given(failure().weighing(2), "12:10:01");

        assertThat(bans.readKeyValuesToList())
                .extracting(record -> record.value == null ? "lifted" : "banned")
                .containsExactly("banned", "lifted");
        assertThat(decisions.readValuesToList()).hasSize(1);
    }

    @Test
    void afterTheBanEverythingBeginsAnew() {
        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(3), "12:10:01");

        assertThat(bans.readValuesToList().stream().filter(ban -> ban != null))
                .extracting(Ban::from)
                .containsExactly(NOON, Instant.parse("2026-01-15T12:10:01Z"));
    }

    @Test
    void expiryLiftsTheBan() {
        given(failure().weighing(3), "12:00:00");
        bans.readValue();

        itIs("12:09:59");
        assertThat(bans.isEmpty()).isTrue();
        assertThat(meters.get("postern.policy.bans").gauge().value()).isEqualTo(1);

        itIs("12:10:01");
        assertThat(bans.readKeyValue()).isEqualTo(KeyValue.pair("203.0.113.7/32", null));
        assertThat(meters.get("postern.policy.bans").gauge().value()).isZero();
    }

    @Test
    void whoIsOnTheAllowListIsExemptAndToldOnceInTheTimeOfABan() throws IOException {
        allow("# our office\n\n203.0.113.0/24 office\n");

        for (int i = 0; i < 20; i++) {
            given(failure().weighing(3), NOON.plusSeconds(i));
        }
        given(failure().weighing(3), "12:10:01");

        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList()).hasSize(2).allSatisfy(decision -> {
            assertThat(decision.effect()).isEqualTo(Effect.EXEMPT);
            assertThat(decision.exemption()).isEqualTo("allow.list:3: 203.0.113.0/24 office");
        });
    }

    @Test
    void allowingSomeoneLiftsTheBanInForce() throws IOException {
        given(failure().weighing(3), "12:00:00");
        given(failure().weighing(3).from("203.0.113.200"), "12:00:00");
        bans.readValuesToList();

        allow("203.0.113.7 my phone\n");
        itIs("12:00:01");

        assertThat(bans.readKeyValuesToList()).containsExactly(KeyValue.pair("203.0.113.7/32", null));
    }

    @Test
    void whoIsNoLongerAllowedIsBannedAtTheNextLimit() throws IOException {
        allow("203.0.113.7\n");
        given(failure().weighing(3), "12:00:00");
        allow("");
        given(failure().weighing(2), "12:00:10");
        given(failure().weighing(1), "12:00:11");

        assertThat(decisions.readValuesToList())
                .extracting(Decision::effect)
                .containsExactly(Effect.EXEMPT, Effect.BANNED);
        assertThat(bans.getQueueSize()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.1.1", "10.0.0.5", "127.0.0.1", "198.51.100.3", "fe80::1", "::1", "fd00::7"})
    void privateAndOtherSpecialAddressesAreNeverBanned(String client) {
        given(failure().from(client).weighing(30), "12:00:00");

        assertThat(bans.isEmpty()).isTrue();
        Decision decision = decisions.readValue();
        assertThat(decision.effect()).isEqualTo(Effect.EXEMPT);
        assertThat(decision.exemption()).startsWith("special-purpose range ");
    }

    @Test
    void aMailHostsOwnAddressIsNeverBannedAndABanOfItIsLifted() {
        given(failure().weighing(3), "12:00:00");
        assertThat(bans.readValue()).isNotNull();

        reported("mx1", MALLORY, "203.0.113.25");
        itIs("12:00:01");
        assertThat(bans.readKeyValue()).isEqualTo(KeyValue.pair("203.0.113.7/32", null));

        given(failure().weighing(3).from("203.0.113.25"), "12:00:02");
        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList().getLast().exemption()).isEqualTo("own address of mx1");
    }

    @Test
    void aHostWhoseClockIsAheadMovesNobodysWindow() {
        given(failure(), "12:00:00");
        given(failure(), "12:00:01");
        for (int i = 0; i < 3; i++) {
            appended("12:00:02", failure().from("203.0.113.99").on("mx9").at(NOON.plus(Duration.ofDays(30))));
        }
        given(failure(), "12:00:03");

        List<Ban> issued = bans.readValuesToList();
        assertThat(issued).extracting(ban -> ban.network().base().toString()).containsExactly("203.0.113.99", MALLORY);
        assertThat(issued.getFirst().until()).isEqualTo("2026-01-15T12:10:02Z");
        assertThat(meters.counter("postern.policy.clamped").count()).isEqualTo(3);
    }

    @Test
    void aRepeatedAttemptOfTheFutureCountsOnce() {
        Attempts ahead = postfix().id("ahead").weighing(2);
        appended("12:00:00", ahead.at(NOON.plusSeconds(3600)));
        appended("12:01:00", ahead.at(NOON.plusSeconds(3600)));

        assertNothingDecided();
    }

    @Test
    void replayingAnOldLogBansNobodyToday() {
        for (int i = 0; i < 9; i++) {
            appended("12:00:00", failure().at(NOON.minus(Duration.ofDays(2)).plusSeconds(300L * i)));
        }

        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList()).hasSize(2).allSatisfy(decision -> {
            assertThat(decision.effect()).isEqualTo(Effect.EXPIRED);
            assertThat(decision.exemption())
                    .isEqualTo("the attempt came in at 2026-01-15T12:00:00Z, when the ban would have been over");
        });
    }

    @Test
    void aBacklogGivesTheSameDecisionsButNoBansThatAreOver() {
        itIs("18:00:00");
        appended("12:00:00", failure().weighing(3).at(NOON));

        assertThat(decisions.readValue().effect()).isEqualTo(Effect.BANNED);
        assertThat(bans.isEmpty()).isTrue();
    }

    @Test
    void failuresThatComeOutOfOrderCountAsIfInOrder() {
        given(failure(), "12:08:00");
        given(failure(), "12:12:00");
        appended("12:12:30", failure().at(Instant.parse("2026-01-15T12:02:30Z")));

        Decision decision = decisions.readValue();
        assertThat(decision.at()).isEqualTo("2026-01-15T12:12:00Z");
        assertThat(decision.evidence().first()).isEqualTo("2026-01-15T12:02:30Z");
    }

    @Test
    void aRuleOnTrialBansNobodyAndTellsWhatItWouldHaveDone() throws IOException {
        rules("brute-force", "3", "mode: simulate");

        for (int i = 0; i < 5; i++) {
            given(failure().weighing(3), NOON.plusSeconds(i));
        }

        assertThat(bans.isEmpty()).isTrue();
        assertThat(decisions.readValuesToList()).extracting(Decision::effect).containsExactly(Effect.SIMULATED);
    }

    @Test
    void aRuleForOneDoorDoesNotCountTheOthers() throws IOException {
        rules("imap-only", "2", "services: [imap]");

        given(postfix(), "12:00:00");
        given(postfix(), "12:00:20");
        given(failure(), "12:00:40");
        assertNothingDecided();

        given(failure(), "12:00:41");
        assertThat(bans.readValue().rule()).isEqualTo("imap-only");
    }

    @Test
    void aWrongRulesFileLeavesTheOldRulesInForce() throws IOException {
        rules("brute-force", "0", "mode: enforce");
        assertThat(rules.refusal()).contains("rules.yaml:7:12: limit: at least 1, was 0");

        given(failure().weighing(3), "12:00:00");

        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheRestGoesOn() {
        enriched.pipeInput(MALLORY, "{\"v\":1,\"attempt\":{}}".getBytes(UTF_8), NOON);
        given(failure().weighing(3), "12:00:00");

        DeadLetter letter = deadLetters.readValue();
        assertThat(letter.topic()).isEqualTo("postern.enriched.v1");
        assertThat(letter.reader()).isEqualTo("policy-engine");
        assertThat(letter.why()).contains("attempt");
        assertThat(letter.key()).isEqualTo(MALLORY);
        assertThat(letter.value()).asString().isEqualTo("{\"v\":1,\"attempt\":{}}");
        assertThat(bans.getQueueSize()).isOne();
    }

    @Test
    void tooManyUnreadableRecordsInARowStopTheEngine() {
        for (int i = 0; i < 3; i++) {
            enriched.pipeInput(MALLORY, new byte[] {1, 2}, NOON);
        }
        assertThatThrownBy(() -> enriched.pipeInput(MALLORY, new byte[] {1, 2}, NOON))
                .hasRootCauseMessage("topic postern.enriched.v1 holds 4 unreadable records in a row: not going on");
    }

    @Test
    void whatIsOfNoMoreUseIsForgotten() {
        given(failure(), "12:00:00");
        given(postfix(), "12:00:01");
        given(failure().from("203.0.113.50").weighing(3), "12:00:02");
        given(failure().from("203.0.113.51"), "14:00:00");
        given(failure().from("203.0.113.51").outcome(Outcome.SUCCEEDED), "14:00:11");

        assertThat(stored(StateTopology.TALLIES)).hasSize(1);
        assertThat(stored(StateTopology.COUNTS)).containsExactly("203.0.113.51/brute-force");
        itIs("14:00:12");
        assertThat(stored(StateTopology.BANS)).isEmpty();
    }

    private List<String> stored(String store) {
        List<String> keys = new java.util.ArrayList<>();
        try (var all = driver.<String, Object>getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private void given(Attempts attempt, String time) {
        given(attempt, time(time));
    }

    /// Happens and arrives at the same time.
    private void given(Attempts attempt, Instant at) {
        appended(at, attempt.at(at));
    }

    private void appended(String time, io.postern.events.AttemptObserved attempt) {
        appended(time(time), attempt);
    }

    private void appended(Instant time, io.postern.events.AttemptObserved attempt) {
        itIs(time);
        var record = Topic.ENRICHED.record(Attempts.enriched(attempt));
        enriched.pipeInput(record.key(), record.value(), time);
    }

    private void reported(String host, String... addresses) {
        var record = Topic.HOSTS.record(new HostReport(
                host,
                NOON,
                "1.0",
                NOON,
                List.of(),
                List.of(addresses).stream().map(Address::of).toList()));
        hosts.pipeInput(record.key(), record.value(), now);
    }

    private void itIs(String time) {
        itIs(time(time));
    }

    private void itIs(Instant time) {
        if (time.isAfter(now)) {
            driver.advanceWallClockTime(Duration.between(now, time));
            now = time;
        }
    }

    private void allow(String list) throws IOException {
        Files.writeString(directory.resolve("allow.list"), list);
        reload();
    }

    private void rules(String name, String limit, String more) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                version: 1
                rules:
                  - name: %s
                    per: client
                    count: failures
                    within: 10m
                    limit: %s
                    then: ban
                    for: 10m
                    %s
                """.formatted(name, limit, more));
        reload();
    }

    private void reload() {
        rules.poll();
        rules.poll();
    }

    private void assertNothingDecided() {
        assertThat(decisions.readValuesToList()).isEmpty();
        assertThat(bans.readValuesToList()).isEmpty();
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-15T" + time + "Z");
    }
}
