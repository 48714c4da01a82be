package io.postern.e2e;

import io.postern.events.Address;
import io.postern.events.Ban;
import io.postern.events.Network;
import io.postern.events.Topic;
import io.postern.standalone.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// How soon the second of two mail hosts drops what the first one's log tells, beside Debian's fail2ban on one host; a
/// program, run by `benchmarks/run Enforcement`.
final class EnforcementSpeed {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int WARM_UP = 20;
    private static final int BURST_LINES = 200_000;
    private static final int BURST_CLIENTS = 2_000;
    private static final int AT_START = 50_000;

    private EnforcementSpeed() {}

    /// Arguments: how many bans to measure one by one (100 unless given).
    public static void main(String[] arguments) throws Exception {
        int measured = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        Path directory = Files.createTempDirectory("postern-benchmark");
        try (Stack stack = Stack.start(
                        directory,
                        plan -> plan.treatAsPublic(java.util.List.of("198.18.0.0/15"))
                                .set(Service.COLLECTOR, "postern.collector.heartbeat", "10s"));
                MailHost first = host("mx1", directory, stack);
                MailHost second = host("mx2", directory, stack);
                Fail2ban fail2ban = new Fail2ban(directory);
                Site postern = new Site(second.network(), first::log);
                Site other = new Site(fail2ban.network(), fail2ban::log)) {
            first.start(Map.of());
            second.start(Map.of());
            first.awaitReady();
            second.awaitReady();
            oneByOne(measured, postern, other);
            burst("Postern", postern);
            atStart(stack, second, postern);
            burst("fail2ban", other);
            fail2ban.stop();
            long began = System.nanoTime();
            fail2ban.start();
            until(other, BURST_CLIENTS);
            System.out.printf("fail2ban started with %,d bans: in force after %s%n", BURST_CLIENTS, since(began));
        }
    }

    private static MailHost host(String name, Path directory, Stack stack) throws Exception {
        return new MailHost(name, directory, stack.running().backends().kafka().bootstrapServers());
    }

    private static void oneByOne(int measured, Site postern, Site other) throws Exception {
        long[] ours = new long[measured];
        long[] theirs = new long[measured];
        for (int i = -WARM_UP; i < measured; i++) {
            String client = "198.18.0." + (100 + i);
            Thread.sleep(i * 37L % 200 + 200); // no rhythm that could fall in with a poll interval
            long our = postern.timeToDrop(client).toNanos();
            Thread.sleep(i * 61L % 200 + 200);
            long their = other.timeToDrop(client).toNanos();
            if (i >= 0) {
                ours[i] = our;
                theirs[i] = their;
            }
        }
        tell("Postern, line on one host to the last packet on the other", ours);
        tell("fail2ban, line to the last packet on the same host", theirs);
    }

    private static void tell(String what, long[] nanos) {
        Arrays.sort(nanos);
        int n = nanos.length;
        System.out.printf(
                "%s, %d bans: median %d ms, p90 %d ms, p99 %d ms, longest %d ms%n",
                what,
                n,
                nanos[n / 2] / 1_000_000,
                nanos[n * 9 / 10] / 1_000_000,
                nanos[n * 99 / 100] / 1_000_000,
                nanos[n - 1] / 1_000_000);
    }

    private static void burst(String what, Site site) throws Exception {
        StringBuilder lines = new StringBuilder();
        int between = BURST_LINES / BURST_CLIENTS;
        for (int i = 0; i < BURST_LINES; i++) {
            lines.append(i % between == between - 1 ? MailHost.failuresOf(client(1, i / between)) : login(i));
        }
        long kept = site.keptOut();
        long began = System.nanoTime();
        site.log(lines.toString());
        until(site, kept + BURST_CLIENTS);
        System.out.printf(
                "%s, %,d lines at once: %,d more in force after %s%n", what, BURST_LINES, BURST_CLIENTS, since(began));
    }

    private static String login(int i) {
        return "%s mx1 dovecot: imap-login: Login: user=<user%d@example.org>, method=PLAIN, rip=203.0.113.%d,"
                        .formatted(Clock.systemUTC().instant(), i % 500, 10 + i % 200)
                + " lip=192.0.2.25, mpid=%d, TLS, session=<s%d>%n".formatted(i, i);
    }

    private static void atStart(Stack stack, MailHost second, Site site) throws Exception {
        second.kill();
        second.network().run("nft", "flush", "ruleset");
        Instant now = Clock.systemUTC().instant();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", stack.running().backends().kafka().bootstrapServers(), "linger.ms", 50),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < AT_START; i++) {
                Network network = Network.of(Address.of(client(2, i)));
                var unused = producer.send(Topic.BANS.record(
                        new Ban(network, now, now.plusSeconds(36_000), "measured", "decision-" + i, "measured")));
            }
        }
        long began = System.nanoTime();
        second.start(Map.of());
        until(site, AT_START);
        System.out.printf("Postern started with %,d bans: in force after %s%n", site.keptOut(), since(began));
    }

    /// 256 * 256 clients for each of the values of `what`, which are 1 and 2.
    private static String client(int what, int i) {
        return "198.%d.%d.%d".formatted(17 + what, i >> 8 & 255, i & 255).replace("198.18.0.", "198.18.200.");
    }

    private static void until(Site site, long count) throws Exception {
        Waiting.until(PATIENCE, count + " in force", () -> site.keptOut() >= count);
    }

    private static String since(long began) {
        return "%.2f s".formatted((System.nanoTime() - began) / 1e9);
    }
}
