package io.postern.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Apache Kafka in a JVM of its own.
final class EmbeddedKafka {
    private static final int HEAP_MEGABYTES = 96;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

    private EmbeddedKafka() {}

    static Running start(Path directory, int preferredPort, boolean again) throws IOException, InterruptedException {
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
        GuardedProcess.Program program = new GuardedProcess.Program(
                BackEnd.KAFKA.label(),
                JavaProgram.command(
                        HEAP_MEGABYTES, again ? Optional.of(directory.resolve("classes.jsa")) : Optional.empty(), main),
                directory.resolveSibling("logs"),
                "TERM",
                STOPS_WITHIN);
        GuardedProcess process = GuardedProcess.start(program);
        process.awaitReady(READY_WITHIN, () -> Files.readString(program.log()).contains(KafkaBroker.READY + "\n"));
        return new Running.Child(new Address.Kafka("127.0.0.1:" + port), process);
    }
}
