package io.postern.policy;

import static io.postern.policy.Attempts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.Ban;
import io.postern.events.CommandOutcome;
import io.postern.events.DeadLetter;
import io.postern.events.Decision;
import io.postern.events.HostReport;
import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.events.OperatorCommand;
import io.postern.events.Order;
import io.postern.events.SpecialPurpose;
import io.postern.events.Topic;
import io.postern.policy.lists.ListsFolder;
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
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The topology without a broker, and the words in which the tests speak of it.
abstract class DrivenTopology {

    @TempDir
    Path directory;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    RulesFolder rules;
    ListsFolder listsFolder;
    TopologyTestDriver driver;
    TestInputTopic<String, byte[]> enriched;
    TestInputTopic<String, byte[]> hosts;
    TestInputTopic<String, byte[]> commands;
    TestOutputTopic<String, CommandOutcome> outcomes;
    TestOutputTopic<String, ListEntry> lists;
    TestOutputTopic<String, Decision> decisions;
    TestOutputTopic<String, Ban> bans;
    TestOutputTopic<String, DeadLetter> deadLetters;

    /// The broker's and the machine's time.
    Instant now = NOON;

    private int lastCommand;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(directory.resolve("rules.yaml"), "version: 1\nrules:\n" + rule("brute-force", "3", ""));
        rules = RulesFolder.open(directory);
        listsFolder = ListsFolder.open(directory, directory.resolve("feeds"));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "policy-topology-test");
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
        SpecialPurpose ranges =
                SpecialPurpose.except(List.of(Network.of("203.0.113.0/24"), Network.of("2001:db8::/32")));
        driver = new TopologyTestDriver(
                PolicyTopology.of(
                        new PolicyTopology.Settings(
                                () -> rules.current(),
                                () -> listsFolder.current(),
                                ranges,
                                Duration.ofHours(1),
                                3,
                                StateTopology.Kind.MEMORY),
                        new PolicyMetrics(meters)),
                properties,
                NOON);
        enriched = driver.createInputTopic(Topic.ENRICHED.name(), new StringSerializer(), new ByteArraySerializer());
        hosts = driver.createInputTopic(Topic.HOSTS.name(), new StringSerializer(), new ByteArraySerializer());
        commands = driver.createInputTopic(Topic.COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        outcomes = output(Topic.OUTCOMES);
        lists = output(Topic.LISTS);
        decisions = output(Topic.DECISIONS);
        bans = output(Topic.BANS);
        deadLetters = output(Topic.DEAD_LETTERS);
    }

    <V extends io.postern.events.Event> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), topic.serde().deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    List<String> stored(String store) {
        List<String> keys = new java.util.ArrayList<>();
        try (var all = driver.<String, Object>getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    void given(Attempts attempt, String time) {
        given(attempt, time(time));
    }

    /// Happens and arrives at the same time.
    void given(Attempts attempt, Instant at) {
        appended(at, attempt.at(at));
    }

    void appended(String time, io.postern.events.AttemptObserved attempt) {
        appended(time(time), attempt);
    }

    void appended(Instant time, io.postern.events.AttemptObserved attempt) {
        appended(time, Attempts.enriched(attempt));
    }

    void appended(Instant time, AttemptEnriched attempt) {
        itIs(time);
        var record = Topic.ENRICHED.record(attempt);
        enriched.pipeInput(record.key(), record.value(), time);
    }

    void reported(String host, String... addresses) {
        var record = Topic.HOSTS.record(new HostReport(
                host,
                NOON,
                "1.0",
                NOON,
                List.of(),
                List.of(addresses).stream().map(Address::of).toList()));
        hosts.pipeInput(record.key(), record.value(), now);
    }

    /// Given by ada, for a reason, and taken in at once; the outcome in words.
    String commanded(Order order) {
        return commanded(new OperatorCommand("c-" + ++lastCommand, now, "ada", "because", null, false, order));
    }

    String commanded(OperatorCommand command) {
        var record = Topic.COMMANDS.record(command);
        commands.pipeInput(record.key(), record.value(), now);
        CommandOutcome outcome = outcomes.readValue();
        assertThat(outcome.id()).isEqualTo(command.id());
        return outcome.result().wire() + ": " + outcome.words();
    }

    void itIs(String time) {
        itIs(time(time));
    }

    void itIs(Instant time) {
        if (time.isAfter(now)) {
            driver.advanceWallClockTime(Duration.between(now, time));
            now = time;
        }
    }

    void allow(String list) throws IOException {
        Files.writeString(directory.resolve("allow.list"), list);
        reload();
    }

    void rules(String name, String limit, String more) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), "version: 1\nrules:\n" + rule(name, limit, more));
        reload();
    }

    private static String rule(String name, String limit, String more) {
        return """
              - name: %s
                per: client
                count: failures
                within: 10m
                limit: %s
                then: ban
                for: 10m
                %s
            """.formatted(name, limit, more);
    }

    void ruled(String file) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), file);
        reload();
        assertThat(rules.refusal()).isEmpty();
    }

    void reload() {
        rules.poll();
        rules.poll();
        listsFolder.poll();
        listsFolder.poll();
    }

    void assertNothingDecided() {
        assertThat(decisions.readValuesToList()).isEmpty();
        assertThat(bans.readValuesToList()).isEmpty();
    }

    static Instant time(String time) {
        return Instant.parse("2026-01-15T" + time + "Z");
    }
}
