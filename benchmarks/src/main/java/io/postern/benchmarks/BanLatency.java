package io.postern.benchmarks;

import io.postern.events.Ban;
import io.postern.events.Topic;
import io.postern.standalone.PosternStack;
import io.postern.standalone.Service;
import io.postern.standalone.StackPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// The time from a line written to a followed log to the ban in its topic, as a reader of committed records sees it.
final class BanLatency {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WARM_UP = 50;

    private BanLatency() {}

    /// Arguments: how many bans to measure (300 unless given), and `apart` for services in processes of their own.
    public static void main(String[] args) throws IOException, InterruptedException {
        int measured = args.length > 0 ? Integer.parseInt(args[0]) : 300;
        Path directory = Files.createTempDirectory("postern-benchmark");
        Path log = Files.createFile(directory.resolve("mail.log"));
        StackPlan plan = StackPlan.of(Path.of(System.getProperty("postern.home")), directory.resolve("stack"))
                .once()
                .treatAsPublic(List.of("198.18.0.0/15"))
                .set(Service.COLLECTOR, "postern.collector.files", log.toString());
        if (List.of(args).contains("apart")) {
            plan.apart();
        }
        try (PosternStack stack = PosternStack.start(plan);
                KafkaConsumer<String, byte[]> bans =
                        consumer(stack.backends().kafka().bootstrapServers())) {
            long[] nanos = new long[measured];
            for (int i = -WARM_UP; i < measured; i++) {
                String client = "198.18." + (i + WARM_UP) / 250 + "." + (1 + (i + WARM_UP) % 250);
                Thread.sleep(50 + (i + WARM_UP) * 37L % 200); // no rhythm that could fall in with a poll interval
                long took = ban(client, log, bans);
                if (i >= 0) {
                    nanos[i] = took;
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "%d bans, line written to ban committed: median %d ms, p90 %d ms, p99 %d ms, max %d ms%n",
                    measured,
                    millis(nanos[measured / 2]),
                    millis(nanos[measured * 9 / 10]),
                    millis(nanos[measured * 99 / 100]),
                    millis(nanos[measured - 1]));
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /// One line that tells of three attempts, which is the limit.
    private static long ban(String client, Path log, KafkaConsumer<String, byte[]> bans) throws IOException {
        long began = System.nanoTime();
        String line =
                "%s mx1 dovecot: imap-login: Disconnected: Connection closed (auth failed, 3 attempts in 4 secs): "
                        + "user=<ada@example.org>, method=PLAIN, rip=%s, lip=192.0.2.25, session=<b%s>%n";
        Files.write(
                log,
                line.formatted(Clock.systemUTC().instant(), client, client).getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        long deadline = began + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> record : bans.poll(Duration.ofMillis(500))) {
                if (record.value() != null) {
                    Ban ban = Topic.BANS.read(record.value());
                    if (ban.network().base().toString().equals(client)) {
                        return System.nanoTime() - began;
                    }
                }
            }
        }
        throw new IllegalStateException("no ban of " + client + " within " + PATIENCE);
    }

    private static KafkaConsumer<String, byte[]> consumer(String servers) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.BANS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        return consumer;
    }
}
