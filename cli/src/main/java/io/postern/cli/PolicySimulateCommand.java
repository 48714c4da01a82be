package io.postern.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// What rules would have decided about old logs.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Says what rules would have decided about old logs: postern replay --rules RULES LOG…",
        footer = {"", "What follows RULES is given to replay: logs, and any of its options."})
final class PolicySimulateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "RULES",
            description = "A directory with rules.yaml and allow.list, or a file of rules.")
    Path rules;

    @Unmatched
    List<String> logs = new ArrayList<>();

    @Override
    public Integer call() {
        return replay(spec, Stream.of("--rules", rules.toString()), logs);
    }

    static int replay(CommandSpec spec, Stream<String> options, List<String> logs) {
        return Postern.commandLine(
                        spec.commandLine().getOut(), spec.commandLine().getErr())
                .execute(Stream.of(Stream.of("replay"), options, logs.stream())
                        .flatMap(some -> some)
                        .toArray(String[]::new));
    }
}
