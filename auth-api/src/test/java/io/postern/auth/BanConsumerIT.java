package io.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.auth.bans.BanConsumer;
import io.postern.auth.bans.BanView;
import io.postern.auth.bans.DeadLetters;
import io.postern.auth.broker.Broker;
import io.postern.auth.broker.Retries;
import io.postern.auth.policy.AttemptProducer;
import io.postern.auth.policy.PolicyMetrics;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading bans and sending attempts with a real broker of its own, which goes away and comes back.
class BanConsumerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");
    private static final Clock CLOCK = Clock.systemUTC();

    private final Instant inAnHour = CLOCK.instant().plus(Duration.ofHours(1));
    private final BanView view = new BanView(CLOCK);
    private final Retries retries = new Retries();
    private final PolicyMetrics metrics = new PolicyMetrics(new SimpleMeterRegistry());
    private Records records;
    private BanConsumer reading;
    private Thread thread;

    private static Backends backends;
    private static Broker broker;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        CLIENTS.setLevel(Level.SEVERE); // they tell of each try to reach a broker that is away
        backends = Backends.start(Backends.Plan.once(directory).with(BackEnd.KAFKA, new Source.Embedded(0)));
        broker = new Broker(backends.kafka().bootstrapServers());
        try (Retries starting = new Retries()) {
            starting.until(
                    "create topics",
                    () -> broker.ensureTopics(List.of(Topic.BANS, Topic.ATTEMPTS, Topic.DEAD_LETTERS)));
        }
    }

    @AfterAll
    static void stopBroker() {
        backends.close();
    }

    @BeforeEach
    void prepare() {
        records = new Records(broker.servers());
        reading = new BanConsumer(
                () -> broker.reader("test-bans"),
                view,
                new DeadLetters(broker, retries, CLOCK, new SimpleMeterRegistry()),
                retries,
                CLOCK,
                new BanConsumer.Settings(Duration.ofMillis(200), Duration.ofHours(12), 100));
        thread = Thread.ofPlatform().unstarted(reading);
    }

    @AfterEach
    void end() throws Exception {
        reading.close();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        records.close();
    }

    @Test
    void isReadyWithEveryBanThatWasThereAndNoneThatWasTakenBack() throws Exception {
        List<String> many = IntStream.range(0, 20_000)
                .mapToObj(i -> "198.18.%d.%d".formatted(i >> 8, i & 255))
                .toList();
        records.banAll(many, inAnHour);
        abort("203.0.113.66");
        records.lift(many.getFirst());

        thread.start();
        Eventually.within(PATIENCE, view::isReady);

        assertThat(many.subList(1, many.size())).allMatch(this::banned);
        assertThat(banned(many.getFirst())).as("lifted before").isFalse();
        assertThat(banned("203.0.113.66")).as("in an aborted transaction").isFalse();
    }

    @Test
    void anUnreadableRecordBecomesADeadLetterAndHoldsNothingUp() throws Exception {
        records.put(Topic.BANS.name(), "203.0.113.9/32", "gibberish".getBytes(StandardCharsets.UTF_8));
        records.ban("203.0.113.10", inAnHour);

        thread.start();
        Eventually.within(PATIENCE, view::isReady);

        assertThat(banned("203.0.113.10")).isTrue();
        assertThat(records.all(Topic.DEAD_LETTERS)).isNotEmpty().allSatisfy(letter -> {
            assertThat(letter.topic()).isEqualTo(Topic.BANS.name());
            assertThat(letter.reader()).isEqualTo("auth-api");
            assertThat(letter.key()).isEqualTo("203.0.113.9/32");
            assertThat(letter.why()).contains("not JSON");
            assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("gibberish");
        });
    }

    @Test
    void partitionsAddedLaterAreNoticed() throws Exception {
        thread.start();
        Eventually.within(PATIENCE, view::isReady);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
            admin.createPartitions(Map.of(Topic.BANS.name(), NewPartitions.increaseTo(12)))
                    .all()
                    .get();
        }
        try (Records afterwards = new Records(broker.servers())) {
            List<String> some =
                    IntStream.range(0, 100).mapToObj(i -> "203.0.113." + i).toList();
            afterwards.banAll(some, inAnHour);

            Eventually.within(Duration.ofSeconds(60), () -> some.stream().allMatch(this::banned));
        }
    }

    @Test
    void withoutTheBrokerBansAnswerFromMemoryAndAttemptsWaitUntilTheRoomIsUsedUp() throws Exception {
        records.ban("203.0.113.9", inAnHour);
        thread.start();
        try (AttemptProducer attempts =
                new AttemptProducer(500, () -> broker.writer("test-attempts"), metrics, System::nanoTime)) {
            attempts.start();
            Eventually.within(PATIENCE, () -> banned("203.0.113.9"));

            backends.process(BackEnd.KAFKA).orElseThrow().close();
            List<String> taken = takeUntilFull(attempts);
            Eventually.within(PATIENCE, () -> view.staleness().orElseThrow().compareTo(Duration.ofSeconds(2)) > 0);
            assertThat(banned("203.0.113.9")).isTrue();
            assertThat(view.isReady()).isTrue();

            backends.restart(BackEnd.KAFKA);
            try (Records afterwards = new Records(broker.servers())) {
                afterwards.ban("203.0.113.10", inAnHour);
                Eventually.within(PATIENCE, () -> banned("203.0.113.10"));
                Eventually.within(PATIENCE, () -> view.staleness().orElseThrow().compareTo(Duration.ofSeconds(1)) < 0);
                Eventually.within(PATIENCE, () -> afterwards.all(Topic.ATTEMPTS).size() >= taken.size());
                assertThat(afterwards.all(Topic.ATTEMPTS))
                        .extracting(AttemptObserved::id)
                        .as("all that were taken, once each")
                        .containsExactlyInAnyOrderElementsOf(taken);
            }
            assertThat(attempts.test(attempt(-1))).as("room again").isTrue();
        }
    }

    private static List<String> takeUntilFull(AttemptProducer attempts) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            long start = System.nanoTime();
            boolean room = attempts.test(attempt(i));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("never waits")
                    .isLessThan(Duration.ofSeconds(1));
            if (!room) {
                assertThat(taken).hasSizeGreaterThan(100);
                return taken;
            }
            taken.add("attempt-" + i);
        }
        throw new AssertionError("room without end");
    }

    private static AttemptObserved attempt(int number) {
        return new AttemptObserved(
                "attempt-" + number,
                CLOCK.instant(),
                "mx1.example.org",
                io.postern.events.Source.DOVECOT_POLICY,
                Service.IMAP,
                Address.of("203.0.113." + (number & 127)),
                "ada@example.org",
                Outcome.FAILED,
                1,
                null,
                null,
                null);
    }

    private void abort(String network) throws Exception {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.servers(), "transactional.id", "test-transactions"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Records.banRecord(network, inAnHour)).get();
            producer.abortTransaction();
        }
    }

    private boolean banned(String address) {
        return view.covering(Address.of(address)).isPresent();
    }
}
