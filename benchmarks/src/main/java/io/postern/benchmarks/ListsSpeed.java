package io.postern.benchmarks;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.Network;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.policy.lists.Lists;
import io.postern.policy.lists.ListsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// One attempt looked up in eleven lists, one of each kind, that it is on none of: the usual case, and the dearest.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ListsSpeed {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final int CLIENTS = 1 << 12;

    /// Entries of each list.
    @Param({"10", "10000"})
    int entries;

    private final AttemptObserved[] attempts = new AttemptObserved[CLIENTS];
    private final ClientProfile[] profiles = new ClientProfile[CLIENTS];
    private Lists lists;
    private int next;

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(ListsSpeed.class.getSimpleName())
                        .build())
                .run();
    }

    @Setup
    public void open() throws Exception {
        Path directory = Files.createTempDirectory("postern-lists");
        StringBuilder yaml = new StringBuilder("version: 1\nlists:\n");
        list(directory, yaml, "ip-networks", i -> "100." + (i >> 8) + "." + (i & 255) + ".0/" + (24 + i % 9));
        list(directory, yaml, "reverse-names", i -> ".*\\.dyn\\d+\\.isp" + i + "\\.example\\.net");
        list(directory, yaml, "network-names", i -> "HOSTER-" + i + "-.*");
        list(directory, yaml, "network-countries", i -> "" + (char) ('K' + i % 16) + (char) ('A' + i / 16 % 26));
        list(directory, yaml, "entities", i -> "ORG" + i + "-RIPE");
        list(directory, yaml, "as-numbers", i -> "AS" + (4_200_000_000L + i));
        list(directory, yaml, "as-names", i -> "BULLET" + i + " .*, [A-Z]{2}");
        list(directory, yaml, "as-countries", i -> "" + (char) ('K' + i % 16) + (char) ('A' + i / 16 % 26));
        list(directory, yaml, "organisations", i -> "Bulletproof " + i + ".*");
        list(directory, yaml, "places", i -> "" + (9_000_000 + i));
        list(directory, yaml, "coordinates", i -> i % 75 + "." + i % 10 + "," + (i % 170 + 5) + "," + 20);
        Files.writeString(directory.resolve("lists.yaml"), yaml);
        lists = ListsFolder.open(directory, directory).current();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CLIENTS; i++) {
            profiles[i] = profile(random);
            attempts[i] = attempt(profiles[i].client(), i);
        }
    }

    private void list(Path directory, StringBuilder yaml, String kind, IntFunction<String> entry) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < entries; i++) {
            lines.append(entry.apply(i)).append('\n');
        }
        Files.writeString(directory.resolve(kind), lines);
        yaml.append("  - {name: %s, kind: %s, file: %s}%n".formatted(kind, kind, kind));
    }

    private static ClientProfile profile(SplittableRandom random) {
        int number = random.nextInt(10_000);
        Address client = Address.of("192.0.2." + (number & 255));
        return new ClientProfile(
                client,
                NOON,
                ClientProfile.ReverseName.of("host" + number + ".dyn7.isp" + number + ".example.org"),
                new ClientProfile.Place(
                        Lookup.OK,
                        "DE",
                        "Berlin",
                        random.nextDouble() * 150 - 75,
                        -random.nextDouble() * 170 - 5,
                        List.of("Land Berlin"),
                        100,
                        List.of(2950159L, 2950157L, 6255148L, 2921044L)),
                new ClientProfile.Origin(Lookup.OK, 64496L, "Example Carrier " + number),
                new ClientProfile.Registration(
                        ClientProfile.Registration.Status.OK,
                        Network.of("192.0.2.0/24"),
                        "EXAMPLE-" + number,
                        "DE",
                        List.of("EX" + number + "-EXAMPLE"),
                        64496L,
                        "DE",
                        "EXAMPLE" + number + " Example Carrier, DE",
                        "rdap.example.org",
                        NOON),
                null);
    }

    private static AttemptObserved attempt(Address client, int i) {
        return new AttemptObserved(
                "a" + i,
                NOON,
                "mx1",
                Source.DOVECOT_LOGIN,
                Service.IMAP,
                client,
                "ada@example.org",
                Outcome.FAILED,
                1,
                "PLAIN",
                "s" + i,
                null);
    }

    @Benchmark
    public Object lookUp() {
        int i = next++ & CLIENTS - 1;
        return lists.first(attempts[i], profiles[i], false, NOON);
    }
}
