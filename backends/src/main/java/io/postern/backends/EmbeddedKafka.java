package io.postern.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Apache Kafka in a JVM of its own.
final class EmbeddedKafka {
    private static final int HEAP_MEGABYTES = 96;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

    private EmbeddedKafka() {}

    static Running start(Path directory, int preferredPort) throws IOException, InterruptedException {
        Path data = Files.createDirectories(directory.resolve("data"));
        int port = Ports.remembered(directory.resolve("port"), preferredPort);
        int controllerPort = Ports.remembered(directory.resolve("controller-port"), 0);
        List<String> main = List.of(
                "-cp",
                ClassPath.ofBroker(),
                "-Dslf4j.provider=" + BrokerLogProvider.class.getName(),
                "-Dslf4j.internal.verbosity=WARN",
                KafkaBroker.class.getName(),
                data.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort));
        Path log = directory.resolve("kafka.log");
        GuardedProcess process = GuardedProcess.start(new GuardedProcess.Program(
                BackEnd.KAFKA.label(),
                JavaProgram.command(HEAP_MEGABYTES, directory.resolve("classes.jsa"), main),
                Map.of(),
                log,
                "TERM",
                STOPS_WITHIN));
        process.awaitReady(READY_WITHIN, () -> Files.readString(log).contains(KafkaBroker.READY + "\n"));
        return new Running.Child(new Address.Kafka("127.0.0.1:" + port), process);
    }
}
