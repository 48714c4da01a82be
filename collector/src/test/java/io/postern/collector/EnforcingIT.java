package io.postern.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.events.Ban;
import io.postern.events.Enforcement;
import io.postern.events.Enforcement.Cause;
import io.postern.events.Enforcement.Occasion;
import io.postern.events.EnforcementEvent;
import io.postern.events.Network;
import io.postern.events.Topic;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector that enforces, with a real broker of its own, by a map of Postfix that anybody can read.
class EnforcingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Network CLIENT = Network.of("203.0.113.66/32");
    private static final Network OTHER = Network.of("203.0.113.77/32");

    @TempDir
    Path directory;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Backends backends;
    private KafkaProducer<String, byte[]> producer;
    private CollectorStartup collector;
    private Path map;

    @BeforeAll
    static void quietClients() {
        Logger.getLogger("org.apache.kafka").setLevel(Level.SEVERE); // they tell of each try to reach one that is away
    }

    @BeforeEach
    void start() throws Exception {
        backends = Backends.start(
                Backends.Plan.once(directory.resolve("kafka")).with(BackEnd.KAFKA, new Source.Embedded(0)));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers()), new StringSerializer(), new ByteArraySerializer());
        map = directory.resolve("postern.cidr");
        collector = collector();
        collector.start(null);
        Eventually.within(
                PATIENCE, () -> collector.agent().orElseThrow().status().complete());
    }

    @AfterEach
    void end() throws Exception {
        collector.stop(null);
        producer.close(Duration.ZERO);
        backends.close();
    }

    @Test
    void aBanIsInForceAndToldWithItsLatencyAndLiftedByItsTombstone() throws Exception {
        ban(CLIENT, Duration.ofHours(1));
        Eventually.within(PATIENCE, () -> isKeptOut(CLIENT));
        lift(CLIENT);
        Eventually.within(PATIENCE, () -> !isKeptOut(CLIENT));

        List<EnforcementEvent> events = events(2);
        assertThat(events).extracting(EnforcementEvent::host).containsOnly("mx1.example.org");
        assertThat(events.getFirst().enforcer()).isEqualTo("postfix");
        assertThat(events.getFirst().network()).isEqualTo(CLIENT);
        assertThat(events.getFirst().enforcement()).isInstanceOfSatisfying(Enforcement.BanApplied.class, applied -> {
            assertThat(applied.occasion()).isEqualTo(Occasion.NEW);
            assertThat(applied.decision()).isEqualTo("d-1");
            assertThat(applied.sinceDecided()).isPositive();
            assertThat(applied.sinceWritten()).isLessThan(PATIENCE);
        });
        assertThat(events.get(1).enforcement())
                .isInstanceOfSatisfying(
                        Enforcement.BanLifted.class,
                        lifted -> assertThat(lifted.cause()).isEqualTo(Cause.REVOKED));
        assertThat(registry.get("postern.enforcement.delay").timer().count()).isEqualTo(1);
    }

    @Test
    void withoutTheBrokerBansEndFlushedOnesComeBackAndTheHostCanBeUnlocked() throws Exception {
        ban(OTHER, Duration.ofHours(1));
        Eventually.within(PATIENCE, () -> isKeptOut(OTHER));
        ban(CLIENT, Duration.ofSeconds(15));
        Eventually.within(PATIENCE, () -> isKeptOut(CLIENT));
        backends.process(BackEnd.KAFKA).orElseThrow().close();

        Files.delete(map);
        Eventually.within(PATIENCE, () -> isKeptOut(OTHER));
        Eventually.within(PATIENCE, () -> !isKeptOut(CLIENT));
        JsonNode answer = ask("{\"command\":\"unlock\",\"address\":\"203.0.113.77\"}");

        assertThat(answer.at("/lifted/0/network").asText()).isEqualTo(OTHER.toString());
        assertThat(answer.at("/lifted/0/rule").asText()).isEqualTo("brute-force");
        assertThat(isKeptOut(OTHER)).isFalse();
        backends.restart(BackEnd.KAFKA);
        assertThat(lifted(Cause.EXPIRED, Cause.UNLOCKED)).contains(Cause.EXPIRED, Cause.UNLOCKED);
    }

    @Test
    void afterARestartTheHostIsAsTheTopicSaysButForWhatWasUnlocked() throws Exception {
        Network unlocked = Network.of("203.0.113.88/32");
        Network later = Network.of("203.0.113.99/32");
        ban(CLIENT, Duration.ofHours(1));
        ban(OTHER, Duration.ofHours(1));
        ban(unlocked, Duration.ofHours(1));
        Eventually.within(PATIENCE, () -> isKeptOut(CLIENT) && isKeptOut(OTHER) && isKeptOut(unlocked));
        ask("{\"command\":\"unlock\",\"address\":\"203.0.113.88\"}");
        collector.stop(null);
        assertThat(isKeptOut(CLIENT)).as("left in force at the stop").isTrue();

        lift(OTHER);
        ban(later, Duration.ofHours(1));
        collector = collector();
        collector.start(null);

        Eventually.within(PATIENCE, () -> isKeptOut(later) && !isKeptOut(OTHER));
        assertThat(isKeptOut(CLIENT)).isTrue();
        assertThat(isKeptOut(unlocked)).isFalse();
        assertThat(lifted(Cause.STALE)).contains(Cause.STALE);
    }

    private CollectorStartup collector() {
        return new CollectorStartup(
                Given.of(directory, Map.of()),
                Given.enforcing(Map.of(
                        "with", "postfix",
                        "treat-as-public", "203.0.113.0/24",
                        "check-interval", "PT0.1S",
                        "postfix.map", map.toString(),
                        "socket", directory.resolve("run/agent.sock").toString())),
                servers(),
                "test",
                registry);
    }

    /// A map that is just being deleted keeps nobody out.
    private boolean isKeptOut(Network network) {
        try {
            return Files.readString(map).contains("\n" + network + " REJECT");
        } catch (IOException e) {
            return false;
        }
    }

    private void ban(Network network, Duration length) throws Exception {
        Instant from = CLOCK.instant();
        Ban ban = new Ban(network, from, from.plus(length), "brute-force", "d-1", "3 failures");
        write(new ProducerRecord<>(
                Topic.BANS.name(), network.toString(), Topic.BANS.record(ban).value()));
    }

    private void lift(Network network) throws Exception {
        write(new ProducerRecord<>(Topic.BANS.name(), network.toString(), null));
    }

    private void write(ProducerRecord<String, byte[]> record) throws Exception {
        producer.send(record).get();
    }

    private JsonNode ask(String request) throws IOException {
        try (SocketChannel agent =
                SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("run/agent.sock")))) {
            agent.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            return new ObjectMapper().readTree(Channels.newInputStream(agent));
        }
    }

    private List<EnforcementEvent> events(int number) {
        return Topics.read(servers(), Topic.ENFORCEMENTS, all -> all.size() >= number, PATIENCE);
    }

    private List<Cause> lifted(Cause... expected) {
        return causes(Topics.read(
                servers(), Topic.ENFORCEMENTS, all -> causes(all).containsAll(List.of(expected)), PATIENCE));
    }

    private static List<Cause> causes(List<EnforcementEvent> events) {
        return events.stream()
                .map(EnforcementEvent::enforcement)
                .filter(Enforcement.BanLifted.class::isInstance)
                .map(lifted -> ((Enforcement.BanLifted) lifted).cause())
                .toList();
    }

    private String servers() {
        return backends.kafka().bootstrapServers();
    }
}
