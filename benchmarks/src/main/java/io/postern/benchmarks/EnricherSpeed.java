package io.postern.benchmarks;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Topic;
import io.postern.standalone.PosternStack;
import io.postern.standalone.RunningStack;
import io.postern.standalone.StackPlan;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// How many attempts the enricher enriches in a second, of clients that it knows; and how long a client that nobody has
/// seen waits, with 1,000 look-ups pending at a DNS server that never answers.
///
/// The enricher runs in a process of its own beside a real broker and a real Redis. Its own processor time gives the
/// rate of one core, whatever else the machine does.
final class EnricherSpeed {

    /// Would take processor time from it.
    private static final List<io.postern.standalone.Service> BESIDE = List.of(
            io.postern.standalone.Service.COLLECTOR,
            io.postern.standalone.Service.POLICY_ENGINE,
            io.postern.standalone.Service.AUTH_API,
            io.postern.standalone.Service.REPORTER);

    private static final int WARM_UP = 200_000;
    private static final int PENDING = 1_000;
    private static final int NEWCOMERS = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private EnricherSpeed() {}

    /// Arguments: how many attempts (400,000 unless given), and of how many clients (2,000).
    public static void main(String[] args) throws IOException, InterruptedException {
        int attempts = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
        int clients = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        Path directory = Files.createTempDirectory("postern-benchmark");
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            StackPlan plan = StackPlan.of(Path.of(System.getProperty("postern.home")), directory)
                    .once()
                    .apart()
                    .treatAsPublic(List.of("198.18.0.0/15", "2001:db8::/32"))
                    .set(
                            io.postern.standalone.Service.ENRICHER,
                            "postern.enricher.reverse-dns.servers",
                            "127.0.0.1:" + silent.getLocalPort())
                    .set(io.postern.standalone.Service.ENRICHER, "postern.enricher.reverse-dns.timeout", "PT20S")
                    .set(io.postern.standalone.Service.ENRICHER, "postern.enricher.reverse-dns.concurrency", "2000");
            try (PosternStack stack = PosternStack.start(plan)) {
                long enricher = pid(directory);
                BESIDE.forEach(stack::kill);
                String servers = stack.backends().kafka().bootstrapServers();
                throughput(servers, enricher, attempts, clients);
                newcomers(servers);
            }
        }
    }

    private static long pid(Path directory) throws IOException {
        return RunningStack.in(directory).orElseThrow().parts().stream()
                .filter(part -> part.name().equals("enricher"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static void throughput(String servers, long enricher, int attempts, int clients)
            throws InterruptedException {
        try (KafkaProducer<String, byte[]> producer = producer(servers);
                KafkaConsumer<String, byte[]> enriched = consumer(servers)) {
            send(producer, WARM_UP, clients);
            await(enriched, WARM_UP);
            Duration cpuBefore = cpu(enricher);
            long began = System.nanoTime();
            send(producer, attempts, clients);
            await(enriched, WARM_UP + attempts);
            double seconds = (System.nanoTime() - began) / 1e9;
            double cpu = (cpu(enricher).toNanos() - cpuBefore.toNanos()) / 1e9;
            System.out.printf(
                    "%,d attempts of %,d known clients: %,.0f a second beside broker and producer, "
                            + "%,.0f a second and core of its own%n",
                    attempts, clients, attempts / seconds, attempts / cpu);
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, int count, int clients) {
        for (int i = 0; i < count; i++) {
            var _ = producer.send(Topic.ATTEMPTS.record(attempt(i, "198.18.%d.%d", i % clients)));
        }
        producer.flush();
    }

    private static void await(KafkaConsumer<String, byte[]> consumer, long count) throws InterruptedException {
        List<TopicPartition> partitions = List.copyOf(consumer.assignment());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.endOffsets(partitions).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not enriched within " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }

    /// Written to read, of clients known and never seen, in turns.
    private static void newcomers(String servers) throws InterruptedException {
        try (KafkaProducer<String, byte[]> producer = producer(servers);
                KafkaConsumer<String, byte[]> enriched = consumer(servers)) {
            for (int i = 0; i < PENDING; i++) {
                var _ = producer.send(Topic.ATTEMPTS.record(attempt(i, "198.19.%d.%d", i)));
            }
            producer.flush();
            Thread.sleep(2_000);
            enriched.seekToEnd(enriched.assignment());
            enriched.assignment().forEach(enriched::position);
            List<Long> known = new ArrayList<>();
            List<Long> never = new ArrayList<>();
            for (int i = 0; i < NEWCOMERS; i++) {
                known.add(roundTrip(producer, enriched, attempt(i, "198.18.%d.%d", i)));
                never.add(roundTrip(producer, enriched, attempt(i, "198.19.%d.%d", 10_000 + i)));
            }
            print("a known client", known);
            print("a client never seen, with %,d look-ups pending".formatted(PENDING), never);
        }
    }

    private static void print(String whom, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "attempt written to enriched attempt read, %s: median %.1f ms, p99 %.1f ms%n",
                whom, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    private static long roundTrip(
            KafkaProducer<String, byte[]> producer, KafkaConsumer<String, byte[]> enriched, AttemptObserved attempt)
            throws InterruptedException {
        Thread.sleep(5 + attempt.id().hashCode() % 7 & 7);
        long began = System.nanoTime();
        var _ = producer.send(Topic.ATTEMPTS.record(attempt));
        producer.flush();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            for (ConsumerRecord<String, byte[]> record : enriched.poll(Duration.ofMillis(500))) {
                if (Topic.ENRICHED.read(record.value()).attempt().id().equals(attempt.id())) {
                    return System.nanoTime() - began;
                }
            }
        }
        throw new IllegalStateException("not enriched within " + PATIENCE);
    }

    private static Duration cpu(long pid) {
        return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    private static AttemptObserved attempt(int i, String network, int client) {
        return new AttemptObserved(
                network + "-" + i + "-" + client,
                Clock.systemUTC().instant(),
                "mx1",
                Source.DOVECOT_LOGIN,
                Service.IMAP,
                Address.of(network.formatted(client / 250, 1 + client % 250)),
                "ada" + i % 100 + "@example.org",
                Outcome.FAILED,
                1,
                "PLAIN",
                "s" + i,
                "/var/log/mail.log@" + i * 200L);
    }

    private static KafkaProducer<String, byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "compression.type", "zstd", "batch.size", 65_536),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static KafkaConsumer<String, byte[]> consumer(String servers) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.ENRICHED.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        return consumer;
    }
}
