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

/// What other rules would have changed.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Says which bans come, go and change under other rules, over the same old logs: "
                + "postern replay --rules NEW --against OLD LOG…",
        footer = {
            "",
            "What follows NEW is given to replay: logs, and any of its options.",
            "Exit codes: 0 the same bans, 1 others."
        })
final class PolicyDiffCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "A directory or a file of rules.")
    Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "The same, to be compared with the old ones.")
    Path after;

    @Unmatched
    List<String> logs = new ArrayList<>();

    @Override
    public Integer call() {
        return PolicySimulateCommand.replay(
                spec, Stream.of("--rules", after.toString(), "--against", before.toString()), logs);
    }
}
