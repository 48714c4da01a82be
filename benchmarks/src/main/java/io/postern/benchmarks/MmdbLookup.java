package io.postern.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.enricher.databases.Databases;
import io.postern.enricher.databases.LiveDatabases;
import io.postern.events.Address;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// One look-up in a database file, place and network of a client, by JMH.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MmdbLookup {

    private static final int CLIENTS = 1 << 14;

    /// As many as the file has, from 1.0.0.0/24 on.
    private static final int NETWORKS = 100_000;

    private final Address[] clients = new Address[CLIENTS];
    private LiveDatabases databases;
    private int next;

    /// Argument: the file; `benchmarks/mmdb.pl` makes one.
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(MmdbLookup.class.getSimpleName())
                        .jvmArgsAppend("-Dpostern.mmdb=" + Path.of(args[0]).toAbsolutePath())
                        .build())
                .run();
    }

    @Setup
    public void open() {
        databases = new LiveDatabases(
                List.of(Path.of(System.getProperty("postern.mmdb"))),
                Duration.ofDays(1),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        for (int i = 0; i < CLIENTS; i++) {
            int network = (int) (i * 48_271L % NETWORKS); // no two neighbours in turn
            clients[i] = Address.of(
                    "%d.%d.%d.%d".formatted(1 + (network >> 16), network >> 8 & 255, network & 255, i & 255));
        }
    }

    @TearDown
    public void close() {
        databases.close();
    }

    @Benchmark
    public Databases.Entry lookUp() {
        return databases.current().find(clients[next++ & CLIENTS - 1]);
    }
}
