package io.postern.cli;

import io.postern.events.AttemptEnriched;
import io.postern.events.Decision;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.OwnHosts;
import io.postern.policy.deciding.PolicyRun;
import io.postern.policy.rules.CasesFile;
import io.postern.policy.rules.PolicyCase;
import io.postern.policy.rules.Rulebook;
import io.postern.policy.rules.RulesRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Whether rules decide as their operator expects.
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Tries rules with cases: attempts, and the decisions that are expected of them.",
        footer = {"", "Exit codes: 0 all as expected, 1 not, 2 a file that cannot be read or is wrong."})
final class PolicyTestCommand implements Callable<Integer> {

    private static final Duration LATENESS = Duration.ofHours(1);

    /// Cases are written with addresses that are nobody's.
    private static final List<Network> OPEN = List.of(
            Network.of("192.0.2.0/24"),
            Network.of("198.51.100.0/24"),
            Network.of("203.0.113.0/24"),
            Network.of("2001:db8::/32"));

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "CASES", description = "A file of cases.")
    Path cases;

    @Option(
            names = "--rules",
            paramLabel = "DIR|FILE",
            description = "Default: the rules of the Postern on this machine, else the shipped ones.")
    Path rules;

    @Override
    public Integer call() throws IOException {
        try {
            Rulebook book = rules == null ? CurrentRules.folder().current() : CurrentRules.of(rules);
            int failed = 0;
            List<PolicyCase> all = CasesFile.read(String.valueOf(cases.getFileName()), Files.readString(cases));
            for (PolicyCase one : all) {
                failed += isAsExpected(one, book) ? 0 : 1;
            }
            spec.commandLine().getOut().printf("%d cases, %d not as expected%n", all.size(), failed);
            return failed == 0 ? Exit.DONE : Exit.NEGATIVE;
        } catch (RulesRefusedException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private boolean isAsExpected(PolicyCase one, Rulebook book) {
        PolicyRun run = new PolicyRun(book, new OwnHosts(), SpecialPurpose.except(OPEN), LATENESS);
        List<String> decided = new ArrayList<>();
        for (AttemptEnriched attempt : one.attempts()) {
            run.after(attempt).stream().map(PolicyTestCommand::words).forEach(decided::add);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (decided.equals(one.expected())) {
            out.println("ok      " + one.name());
            return true;
        }
        out.println("FAILED  " + one.name() + " (" + one.place() + ")");
        one.expected().stream()
                .filter(line -> !decided.contains(line))
                .forEach(line -> out.println("  missing  " + line));
        decided.stream()
                .filter(line -> !one.expected().contains(line))
                .forEach(line -> out.println("  surplus  " + line));
        out.println("  decided  " + decided);
        return false;
    }

    private static String words(Conclusion conclusion) {
        Decision decision = conclusion.decision();
        return decision.rule() + " " + decision.effect().wire() + " " + decision.subject();
    }
}
