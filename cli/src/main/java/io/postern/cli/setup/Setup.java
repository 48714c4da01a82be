package io.postern.cli.setup;

import io.postern.cli.host.Firewalls;
import io.postern.cli.host.LogSources;
import io.postern.cli.host.Machine;
import io.postern.cli.host.MailServer;
import io.postern.collector.AgentConfig;
import io.postern.collector.AgentConfig.RefusedException;
import io.postern.events.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From what is found and answered to what is written. All that it finds, asks and writes is printed.
public final class Setup {

    /// The agent's configuration, as on the machine.
    public static final String CONFIGURATION = "/etc/postern/agent.yaml";

    private static final String SERVERS = "kafka.bootstrap.servers";
    private static final String PLACEHOLDER = "unset.invalid:9092";

    /// What may be done.
    ///
    /// @param given answers by key; the person is asked for the rest
    /// @param asks whether there is a person
    /// @param replaces whether a setting that is in force may change without being asked for
    /// @param writes false: only said what would be
    /// @param checksKafka whether brokers that do not answer are a reason to stop
    public record Wishes(
            Map<String, String> given, boolean asks, boolean replaces, boolean writes, boolean checksKafka) {

        public Wishes {
            given = Map.copyOf(given);
        }
    }

    /// Asks Kafka; the sentence is what is wrong.
    @FunctionalInterface
    public interface KafkaCheck {
        Optional<String> problem(String servers);
    }

    private final Machine machine;
    private final Terminal terminal;
    private final KafkaCheck kafka;
    private final String hostName;
    private final List<Network> ownClient;

    /// @param ownClient from where the person at the keyboard came; never to be kept out
    public Setup(Machine machine, Terminal terminal, KafkaCheck kafka, String hostName, List<Network> ownClient) {
        this.machine = machine;
        this.terminal = terminal;
        this.kafka = kafka;
        this.hostName = hostName;
        this.ownClient = ownClient;
    }

    /// Answers to be taken for the questions.
    ///
    /// @throws BadAnswersException naming file, line and column
    public static Map<String, String> answers(Path file) throws IOException {
        return AnswersFile.read(file, Question.keys());
    }

    /// @param stamp part of the names of kept copies
    /// @return whether all was done that was wished
    /// @throws BadAnswersException when an answer is missing or none
    public boolean run(Wishes wishes, String stamp) throws IOException {
        PrintWriter out = terminal.out();
        LogSources logs = LogSources.on(machine);
        Firewalls firewalls = Firewalls.on(machine);
        tellFound(logs, firewalls);

        Path file = machine.at(CONFIGURATION);
        CommentedYaml now = CommentedYaml.of(Files.exists(file) ? Files.readString(file) : shipped());
        AgentConfig configured;
        try {
            configured = configured(now);
        } catch (RefusedException e) {
            e.problems().forEach(problem -> out.println("  ! " + problem));
            out.println("Mend it, or move it away and run this again. Nothing was written.");
            return false;
        }
        Suggestions suggestions =
                new Suggestions(configured, logs, firewalls, hostName, ownClient, hasServiceManager());
        Answers answers = new Interview(wishes.given(), suggestions, wishes.asks() ? terminal : null).answers();
        if (wishes.checksKafka() && !kafkaAnswers(answers, wishes)) {
            return false;
        }

        CommentedYaml next = now.with(Settings.of(answers, configured));
        try {
            AgentConfig.of(CONFIGURATION, next.text());
        } catch (RefusedException e) {
            e.problems().forEach(problem -> out.println("  ! " + problem));
            out.println("The agent would not start with this. Nothing was written.");
            return false;
        }
        List<FileChange> changes = List.of(
                FileChange.of(file, next.text()),
                FileChange.of(
                        machine.at(UnitAddition.FILE),
                        UnitAddition.text(answers.enforce()).orElse(null)));
        return new Writing(machine, terminal).carryOut(changes, answers, wishes, stamp);
    }

    /// Null when there is nothing yet that a person has configured: with brokers it would be right, and nobody has
    /// named
    /// any so far.
    private static AgentConfig configured(CommentedYaml now) throws RefusedException {
        try {
            return AgentConfig.of(CONFIGURATION, now.text());
        } catch (RefusedException e) {
            try {
                AgentConfig.of(
                        CONFIGURATION, now.with(Map.of(SERVERS, PLACEHOLDER)).text());
            } catch (RefusedException | BadAnswersException other) {
                throw e;
            }
            return null;
        }
    }

    private void tellFound(LogSources logs, Firewalls firewalls) {
        PrintWriter out = terminal.out();
        List<MailServer> servers = MailServer.on(machine);
        out.println("Found on this machine:");
        out.println("  mail servers  " + (servers.isEmpty() ? "none" : joined(servers)));
        out.println("  mail logs     " + (logs.files().isEmpty() ? "none" : joined(logs.files())));
        out.println("  journal       " + (logs.journal() ? "yes" : "no"));
        out.println("  firewall      " + (firewalls.usable().isEmpty() ? "none" : joined(firewalls.usable())));
        firewalls.others().forEach(other -> out.println("  note          " + other));
        logs.problem().ifPresent(problem -> out.println("  ! " + problem));
        out.println();
    }

    private boolean kafkaAnswers(Answers answers, Wishes wishes) throws IOException {
        Optional<String> problem = kafka.problem(answers.kafka());
        if (problem.isEmpty()) {
            terminal.out().println("Kafka answers at " + answers.kafka() + ".");
            return true;
        }
        terminal.out().println("  ! Kafka: " + problem.get());
        if (wishes.asks() && terminal.confirms("Go on all the same", false)) {
            return true;
        }
        terminal.out()
                .println(
                        "Nothing was written. --no-kafka-check goes on without an answer: the agent tries again and again.");
        return false;
    }

    private boolean hasServiceManager() {
        return Files.isDirectory(machine.at("/run/systemd/system"));
    }

    private static String joined(List<?> parts) {
        return String.join(", ", parts.stream().map(String::valueOf).toList());
    }

    private static String shipped() {
        try (InputStream in = Setup.class.getResourceAsStream("agent.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
