package io.postern.cli;

import io.postern.cli.brokers.Brokers;
import io.postern.cli.host.Machine;
import io.postern.cli.setup.BadAnswersException;
import io.postern.cli.setup.Setup;
import io.postern.cli.setup.Terminal;
import io.postern.events.Address;
import io.postern.events.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Configures the agent on this host.
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Configures the agent on this host: looks for mail servers, logs and firewalls, asks, and writes "
                    + Setup.CONFIGURATION + " and an addition to the service's unit.",
            "Changes only what you decide, shows it before, and keeps a copy of what was there."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 not done, and nothing was changed, 2 wrong usage or an answer that is none.",
            "Examples:",
            "  postern setup",
            "  postern setup --dry-run --yes",
            "  postern setup --from answers.txt"
        })
final class SetupCommand implements Callable<Integer> {

    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Spec
    CommandSpec spec;

    @Option(names = "--from", paramLabel = "FILE", description = "Answers, `key: value` on each line. Asks nothing.")
    Path from;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing: what is not in --from is as suggested.")
    boolean yes;

    @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
    boolean dryRun;

    @Option(names = "--replace", description = "Without questions: change settings that are in force, too.")
    boolean replace;

    @Option(names = "--no-kafka-check", description = "Do not ask Kafka whether it is there.")
    boolean noKafkaCheck;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = new Terminal(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                spec.commandLine().getOut());
        Setup setup = new Setup(Machine.own(), terminal, SetupCommand::silence, hostName(), ownClient());
        try {
            Map<String, String> given = from == null ? Map.of() : Setup.answers(readable(from));
            Setup.Wishes wishes =
                    new Setup.Wishes(given, from == null && !yes, replace, !dryRun, !noKafkaCheck && !dryRun);
            return setup.run(wishes, STAMP.format(Postern.CLOCK.instant())) ? Exit.DONE : Exit.NEGATIVE;
        } catch (BadAnswersException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), file + ": cannot be read");
        }
        return file;
    }

    private static Optional<String> silence(String servers) {
        try {
            new Brokers(servers, KAFKA_ANSWERS_WITHIN).count();
            return Optional.empty();
        } catch (Brokers.SilentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String hostName() throws IOException {
        Path kernel = Path.of("/proc/sys/kernel/hostname");
        return Files.isReadable(kernel) ? Files.readString(kernel).strip() : "";
    }

    /// `SSH_CONNECTION`: client address, its port, server address, its port.
    private static List<Network> ownClient() {
        String connection = System.getenv("SSH_CONNECTION");
        Address client = connection == null ? null : Address.orNull(connection.replaceFirst(" .*", ""));
        return client == null ? List.of() : List.of(Network.of(client.toString()));
    }
}
