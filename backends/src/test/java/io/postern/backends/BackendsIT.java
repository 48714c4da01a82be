package io.postern.backends;

import static io.postern.backends.BackEnd.KAFKA;
import static io.postern.backends.BackEnd.POSTGRES;
import static io.postern.backends.BackEnd.REDIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The embedded back ends, whatever the switch says: they are what is tested here.
class BackendsIT {
    @TempDir
    Path directory;

    @Test
    void recordsSurviveACleanRestart() throws IOException, InterruptedException {
        try (Backends backends = start(KAFKA)) {
            Clients.createTopic(backends.kafka(), "kept");
            Clients.produce(backends.kafka(), "kept", "none", "one", "two");
        }
        try (Backends backends = start(KAFKA)) {
            assertThat(Clients.consume(backends.kafka(), "kept", 2)).containsExactly("one", "two");
        }
    }

    @Test
    void recordsSurviveAKilledBroker() throws IOException, InterruptedException {
        try (Backends backends = start(KAFKA)) {
            Clients.createTopic(backends.kafka(), "kept");
            Clients.produce(backends.kafka(), "kept", "none", "one", "two");
            Address.Kafka before = backends.kafka();

            backends.process(KAFKA).orElseThrow().kill();
            backends.restart(KAFKA);

            assertThat(backends.kafka()).isEqualTo(before);
            assertThat(Clients.consume(before, "kept", 2)).containsExactly("one", "two");
        }
    }

    @Test
    void brokerAcceptsEveryCompression() throws IOException, InterruptedException {
        List<String> compressions = List.of("lz4", "zstd", "gzip", "snappy");
        try (Backends backends = start(KAFKA)) {
            Clients.createTopic(backends.kafka(), "compressed");
            for (String compression : compressions) {
                Clients.produce(backends.kafka(), "compressed", compression, compression);
            }

            assertThat(Clients.consume(backends.kafka(), "compressed", compressions.size()))
                    .isEqualTo(compressions);
        }
    }

    @Test
    void brokerMakesNoTopicNobodyDeclared() throws IOException, InterruptedException {
        try (Backends backends = start(KAFKA)) {
            assertThatThrownBy(() -> Clients.produce(backends.kafka(), "mistyped", "none", "one"))
                    .hasStackTraceContaining("not present in metadata");
        }
    }

    @Test
    void rowsSurviveACleanRestartAndAKill() throws IOException, InterruptedException, SQLException {
        try (Backends backends = start(POSTGRES)) {
            Clients.execute(backends.postgres(), "create table kept as select generate_series(1, 10)");
        }
        try (Backends backends = start(POSTGRES)) {
            Clients.execute(backends.postgres(), "insert into kept select generate_series(11, 20)");

            backends.process(POSTGRES).orElseThrow().kill();
            backends.restart(POSTGRES);

            assertThat(Clients.count(backends.postgres(), "kept")).isEqualTo(20);
        }
    }

    @Test
    void databaseAsksForThePasswordAndOnlyItsOwnerCanReadIt() throws IOException, InterruptedException {
        try (Backends backends = start(POSTGRES)) {
            Address.Postgres right = backends.postgres();
            var wrong = new Address.Postgres(right.host(), right.port(), right.database(), right.user(), "guess");

            assertThatThrownBy(() -> Clients.connect(wrong)).hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(directory.resolve("postgres/password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void cacheSurvivesACleanRestartAndAKill() throws IOException, InterruptedException {
        try (Backends backends = start(REDIS)) {
            assertThat(Clients.ask(backends.redis(), "SET kept yes")).isEqualTo("+OK");
        }
        try (Backends backends = start(REDIS)) {
            backends.process(REDIS).orElseThrow().kill();
            backends.restart(REDIS);

            assertThat(Clients.ask(backends.redis(), "GET kept")).isEqualTo("yes");
            assertThat(Clients.ask(new Address.Redis(backends.redis().toString()), "PING"))
                    .contains("NOAUTH");
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAFreePortWhenThePreferredOneIsInUse(BackEnd backEnd) throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var plan = Backends.Plan.once(directory).with(backEnd, new Source.Embedded(taken.getLocalPort()));
            try (Backends backends = Backends.start(plan)) {
                assertThat(backends.process(backEnd)).isPresent();
            }
        }
    }

    @Test
    void tellsHowLongEachTook() throws IOException, InterruptedException {
        var told = new ConcurrentHashMap<BackEnd, Duration>();
        Backends.Plan plan = plan(REDIS, POSTGRES).tell((address, took) -> told.put(address.of(), took));

        Backends.start(plan).close();

        assertThat(told).containsOnlyKeys(REDIS, POSTGRES);
        assertThat(told.values()).allMatch(Duration::isPositive);
    }

    @Test
    void leavesWhatRunsElsewhereAlone() throws IOException, InterruptedException {
        var elsewhere = new Address.Kafka("kafka.example.org:9092");
        try (Backends backends =
                Backends.start(Backends.Plan.once(directory).with(KAFKA, new Source.External(elsewhere)))) {
            assertThat(backends.kafka()).isEqualTo(elsewhere);
            assertThat(backends.process(KAFKA)).isEmpty();
        }
    }

    @Test
    void twoNeverShareADirectory() throws IOException, InterruptedException {
        try (Backends first = start(REDIS)) {
            assertThat(first.process(REDIS)).isPresent();
            assertThatThrownBy(() -> start(REDIS)).hasMessageContaining(directory + " is in use by another Postern");
        }
    }

    @Test
    void aFailedStartNamesTheLogAndShowsItsEnd() throws IOException, InterruptedException {
        try (Backends first = start(POSTGRES)) {
            assertThat(first.process(POSTGRES)).isPresent();
        }
        Files.writeString(directory.resolve("postgres/data/PG_VERSION"), "9\n");

        assertThatThrownBy(() -> start(POSTGRES))
                .hasMessageContaining(directory.resolve("logs/postgres.log").toString())
                .hasMessageContaining("initialized by PostgreSQL version 9");
    }

    @Test
    void nothingOutlivesAKilledLauncherAndTheNextOneCanStart()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Process launcher = launch();
        List<ProcessHandle> family = launcher.toHandle().descendants().toList();
        assertThat(family).hasSizeGreaterThan(6); // three guards, three programs, and what those start

        launcher.destroyForcibly().waitFor();
        try (Backends next = start(KAFKA, POSTGRES, REDIS)) {
            assertThat(next.process(KAFKA)).isPresent();
        }

        for (ProcessHandle process : family) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private Process launch() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Launcher.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(launcher.inputReader().readLine()).isEqualTo("STARTED");
        return launcher;
    }

    private Backends start(BackEnd... backEnds) throws IOException, InterruptedException {
        return Backends.start(plan(backEnds));
    }

    private Backends.Plan plan(BackEnd... backEnds) {
        Backends.Plan plan = Backends.Plan.once(directory);
        for (BackEnd backEnd : backEnds) {
            plan = plan.with(backEnd, new Source.Embedded(0));
        }
        return plan;
    }
}
