package io.postern.cli;

import io.postern.cli.logs.History;
import io.postern.cli.logs.LogCounts;
import io.postern.cli.output.ProgressBar;
import io.postern.cli.replay.Replay;
import io.postern.cli.replay.Report;
import io.postern.cli.replay.Summary;
import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import io.postern.policy.rules.Rulebook;
import io.postern.policy.rules.RulesRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the policy would have done with old logs.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs old logs through the collector's parser and the policy engine's rules, in the logs' own time, and says "
                    + "who would have been banned, when and why.",
            "Nothing is enforced or sent anywhere. Several logs, rotated files and hosts among them, are put in order of time."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 with --diff: the rules differ in what they ban, 2 wrong usage or a file that cannot be read.",
            "Examples:",
            "  postern replay /var/log/mail.log*",
            "  postern replay --rules new-rules.yaml --diff /var/log/mail.log.1",
            "  zcat old.gz | postern replay -o ndjson -"
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    LogArguments logs;

    @Mixin
    FormatsOption formats;

    @Option(
            names = "--rules",
            paramLabel = "DIR|FILE",
            description = "A directory with rules.yaml and allow.list, or a file of rules. Default: the rules of the "
                    + "Postern on this machine, else the shipped ones.")
    Path rules;

    @Option(
            names = "--diff",
            description =
                    "Compare --rules with the current rules: which bans come, go and change. Exits with 1 when any do.")
    boolean diff;

    @Option(
            names = "--against",
            paramLabel = "DIR|FILE",
            description = "Compare with these in place of the current ones.")
    Path against;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of stamps that name none, for example Europe/Berlin. Default: the system's.")
    ZoneId zone = ZoneId.systemDefault();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Leave out attempts before it: 2026-11-20, 2026-11-20T10:30 or with a zone.")
    Moment since;

    @Option(names = "--until", paramLabel = "TIME", description = "Leave out attempts from then on.")
    Moment until;

    @Option(
            names = "--own",
            paramLabel = "ADDRESS",
            split = ",",
            description = "The mail hosts' own addresses, which are never banned, besides those of this machine.")
    List<Address> own = List.of();

    @Option(
            names = "--treat-as-public",
            paramLabel = "NETWORK",
            split = ",",
            description = "Special-purpose networks that count as public, for logs made for tests.")
    List<Network> treatedAsPublic = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "0",
            description = "The N networks banned most often in place of every ban.")
    int top;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "table (for people), json (one document), ndjson (one object a line) or csv (the summary goes to "
                            + "standard error). Default: ${DEFAULT-VALUE}")
    Report.Shape shape;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Replay.Settings settings = settings();
        List<Path> files = logs.files();
        Report report = Report.to(spec.commandLine().getOut(), err, shape, top);
        History.Settings reading = new History.Settings(zone, Postern.CLOCK.instant(), formats.readOrEnd());
        try (History history = History.of(files, logs.standardInput(), reading)) {
            ProgressBar bar = new ProgressBar(err, ProgressBar.isTerminal(), history.size(), System::nanoTime);
            LogCounts counts = history.counts();
            counts.whileReading(() -> bar.show(counts.bytes(), counts.lines()));
            Summary summary = new Replay(settings, report).over(history, bar::clear);
            counts.damaged().forEach(damage -> err.println("postern: " + damage));
            return exit(summary);
        }
    }

    private static int exit(Summary summary) {
        if (!summary.damaged().isEmpty()) {
            return Exit.USAGE;
        }
        return summary.comparison() != null && summary.comparison().differs() ? Exit.NEGATIVE : Exit.DONE;
    }

    private Replay.Settings settings() {
        if ((diff || against != null) && top > 0) {
            throw new ParameterException(spec.commandLine(), "--top: not together with --diff");
        }
        if (diff && rules == null) {
            throw new ParameterException(spec.commandLine(), "--diff: name the rules to compare with --rules");
        }
        try {
            Rulebook current = CurrentRules.folder().current();
            return new Replay.Settings(
                    rules == null ? current : CurrentRules.of(rules),
                    against != null ? CurrentRules.of(against) : diff ? current : null,
                    Stream.concat(own.stream(), ofThisMachine()).distinct().toList(),
                    SpecialPurpose.except(treatedAsPublic),
                    since == null ? Instant.EPOCH : since.in().apply(zone),
                    until == null ? AttemptObserved.END_OF_TIME : until.in().apply(zone));
        } catch (RulesRefusedException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Stream<Address> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Address::of);
        } catch (SocketException e) {
            return Stream.of();
        }
    }
}
