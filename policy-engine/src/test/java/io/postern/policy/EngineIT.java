package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.events.AttemptObserved;
import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Source;
import io.postern.events.Topic;
import io.postern.events.TopicCreation;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.PolicyRun;
import io.postern.policy.lists.Lists;
import io.postern.policy.rules.RulesFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine against a broker of its own, both killed in the middle of it.
class EngineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CLIENTS = 300;
    private static final int SLICES = 6;
    private static final int A_SLICE = 1500;
    private static final int ACCOUNTS = 20;

    private static final String RULES = """
            version: 1
            rules:
              - {name: brute-force, per: client, count: failures, within: 10m, limit: 3, then: ban, for: 10m}
              - {name: recidive, per: client, count: bans, within: 1d, limit: 2, then: alert, for: 1d}
            """;

    @TempDir
    Path directory;

    private final Instant began = Clock.systemUTC().instant().minus(Duration.ofMinutes(6));
    private final List<Process> started = new ArrayList<>();
    private Backends backends;
    private Records records;

    @BeforeAll
    static void quietClients() {
        Logger.getLogger("org.apache.kafka").setLevel(Level.SEVERE);
    }

    @BeforeEach
    void startBroker() throws Exception {
        backends = Backends.start(Backends.Plan.once(directory.resolve("backends"))
                .with(BackEnd.KAFKA, new io.postern.backends.Source.Embedded(0)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            TopicCreation.ensure(admin, Topic.ALL);
        }
        records = new Records(servers());
        write(RULES);
    }

    private void write(String rules) throws Exception {
        Files.createDirectories(directory.resolve("rules"));
        Files.writeString(directory.resolve("rules/rules.yaml"), rules);
    }

    @AfterEach
    void stopAll() throws Exception {
        records.close();
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        backends.close();
    }

    @Test
    void killingTheEngineAndTheBrokerLosesNoBanAndDoublesNone() throws Exception {
        List<AttemptObserved> attempts = attempts(7);
        write(RULES + totals(attempts));
        Process engine = start();
        for (int slice = 0; slice < SLICES; slice++) {
            attempts.subList(slice * A_SLICE, (slice + 1) * A_SLICE).forEach(records::send);
            records.flush();
            if (slice == 0) {
                Eventually.within(PATIENCE, "the first commit", () -> committed() > 0);
            }
            Thread.sleep(200); // into the middle of its work
            switch (slice) {
                case 1, 3 -> {
                    engine.destroyForcibly().waitFor();
                    engine = start();
                }
                case 2 -> {
                    backends.process(BackEnd.KAFKA).orElseThrow().kill();
                    backends.restart(BackEnd.KAFKA);
                }
                default -> {}
            }
        }

        List<Decision> undisturbed = undisturbed();
        assertThat(undisturbed).hasSizeGreaterThan(100);
        Eventually.within(
                PATIENCE, "all decisions", () -> records.values(Topic.DECISIONS).size() >= undisturbed.size());

        assertThat(records.values(Topic.DECISIONS)).containsExactlyInAnyOrderElementsOf(undisturbed);
        assertThat(records.values(Topic.BANS))
                .extracting(Ban::decision)
                .containsExactlyInAnyOrderElementsOf(undisturbed.stream()
                        .filter(decision -> decision.effect() == Decision.Effect.BANNED)
                        .map(Decision::id)
                        .toList());
        assertThat(undisturbed)
                .filteredOn(decision -> decision.effect() == Decision.Effect.DENIED)
                .as("every failure of every account, once")
                .hasSize(ACCOUNTS);
        assertThat(records.all(Topic.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void aCleanRestartGoesOnWhereItWas() throws Exception {
        try (EngineStreams engine = EngineProcess.engine(servers(), directory)) {
            engine.start();
            Eventually.within(PATIENCE, "running", engine::isRunning);
            records.send(failure(began));
            records.send(failure(began.plusSeconds(1)));
            records.flush();
            Eventually.within(PATIENCE, "all counted", () -> committed() == 2);
            assertThat(engine.lags()).as("is known").isNotEmpty();
            assertThat(engine.lag()).isZero();
        }

        try (EngineStreams engine = EngineProcess.engine(servers(), directory)) {
            engine.start();
            Eventually.within(PATIENCE, "running", engine::isRunning);

            records.send(failure(began.plusSeconds(2)));
            records.flush();
            Eventually.within(
                    PATIENCE, "the ban", () -> records.values(Topic.BANS).size() == 1);
        }
    }

    @Test
    void aBrokerThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        String servers = servers();
        backends.process(BackEnd.KAFKA).orElseThrow().kill();
        try (EngineStreams engine = EngineProcess.engine(servers, directory)) {
            engine.start();
            Thread.sleep(1500);
            assertThat(engine.state()).isEqualTo("WAITING_FOR_BROKER");
            assertThat(engine.fault()).isEmpty();

            backends.restart(BackEnd.KAFKA);
            assertThat(servers()).as("the same port").isEqualTo(servers);
            Eventually.within(PATIENCE, "running", engine::isRunning);
        }
    }

    /// For each account a rule that its failures reach all together and no sooner: one that is lost, or counted twice,
    /// changes the decision, and the order in which several partitions bring them does not.
    private String totals(List<AttemptObserved> attempts) throws Exception {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < ACCOUNTS; i++) {
            String account = "user" + i + "@example.org";
            PolicyRun run = new PolicyRun(
                    RulesFolder.open(directory.resolve("rules")).current(),
                    new OwnHosts(),
                    EngineProcess.RANGES,
                    Duration.ofHours(1));
            attempts.stream()
                    .filter(attempt -> attempt.account().equals(account))
                    .forEach(run::after);
            rules.append("  - {name: all-of-%d, per: account, count: failures, accounts: [%s], within: 1h, limit: %d, "
                            .formatted(i, account, run.counted()))
                    .append("then: deny, for: 1d}\n");
        }
        return rules.toString();
    }

    private Process start() throws Exception {
        Process engine = EngineProcess.start(servers(), directory);
        started.add(engine);
        return engine;
    }

    private long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            return admin
                    .listConsumerGroupOffsets(StreamsSettingsConfig.APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(offset -> offset.getKey().topic().equals(Topic.ENRICHED.name()))
                    .mapToLong(offset -> offset.getValue().offset())
                    .sum();
        }
    }

    /// What the same records, in the same order and taken in at the same times, come to when nothing is killed.
    private List<Decision> undisturbed() throws Exception {
        RulesFolder rules = RulesFolder.open(directory.resolve("rules"));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "undisturbed");
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.resolve("undisturbed").toString());
        try (TopologyTestDriver driver = new TopologyTestDriver(
                PolicyTopology.of(
                        new PolicyTopology.Settings(
                                rules::current,
                                () -> Lists.NONE,
                                EngineProcess.RANGES,
                                Duration.ofHours(1),
                                0,
                                StateTopology.Kind.MEMORY),
                        new PolicyMetrics(new SimpleMeterRegistry())),
                properties,
                began)) {
            var enriched =
                    driver.createInputTopic(Topic.ENRICHED.name(), new StringSerializer(), new ByteArraySerializer());
            var decisions = driver.createOutputTopic(
                    Topic.DECISIONS.name(),
                    new StringDeserializer(),
                    Topic.DECISIONS.serde().deserializer());
            records.all(Topic.ENRICHED).stream()
                    .sorted(Comparator.comparingLong(ConsumerRecord<String, byte[]>::timestamp)
                            .thenComparing(ConsumerRecord::partition)
                            .thenComparing(ConsumerRecord::offset))
                    .forEach(record -> enriched.pipeInput(record.key(), record.value(), record.timestamp()));
            return decisions.readValuesToList();
        }
    }

    /// Six minutes of failures, told by one source or two, out of order by seconds, a tenth of them shipped twice.
    private List<AttemptObserved> attempts(long seed) {
        Random random = new Random(seed);
        List<AttemptObserved> attempts = new ArrayList<>();
        for (int i = 0; attempts.size() < SLICES * A_SLICE; i++) {
            int number = (int) (CLIENTS * random.nextDouble() * random.nextDouble());
            Instant at = began.plusMillis(300_000L * attempts.size() / (SLICES * A_SLICE) + random.nextInt(5000));
            Attempts attempt = (random.nextBoolean() ? Attempts.failure() : Attempts.postfix())
                    .from("198.18." + (number >> 8) + "." + (number & 255))
                    .account("user" + i % ACCOUNTS + "@example.org")
                    .id("a" + i);
            attempts.add(attempt.at(at));
            if (random.nextInt(3) == 0) {
                attempts.add(attempt.id("b" + i).source(Source.DOVECOT_POLICY).at(at.plusMillis(random.nextInt(900))));
            }
            if (random.nextInt(10) == 0) {
                attempts.add(attempts.get(Math.max(0, attempts.size() - 1 - random.nextInt(50))));
            }
        }
        return attempts;
    }

    private static AttemptObserved failure(Instant at) {
        return Attempts.failure().at(at);
    }

    private String servers() {
        return backends.kafka().bootstrapServers();
    }
}
