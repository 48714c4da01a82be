package io.postern.cli;

import io.postern.policy.rules.Rule;
import io.postern.policy.rules.Rulebook;
import io.postern.policy.rules.RulesRefusedException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Whether a file of rules would be taken.
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Says whether rules would be taken, and if not, what is wrong: FILE:LINE:COLUMN: KEY: why.",
        footer = {"", "Exit codes: 0 they would, 1 they would be refused."})
final class PolicyValidateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "DIR|FILE",
            description = "A directory with rules.yaml and allow.list, or a file of rules.")
    Path rules;

    @Override
    public Integer call() {
        try {
            Rulebook book = CurrentRules.of(rules);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %d rules: %s%n",
                            rules,
                            book.rules().size(),
                            book.rules().stream().map(Rule::name).collect(Collectors.joining(", ")));
            return Exit.DONE;
        } catch (RulesRefusedException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Exit.NEGATIVE;
        }
    }
}
