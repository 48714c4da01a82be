package io.postern.cli;

import io.postern.cli.doctor.Doctor;
import io.postern.cli.doctor.Finding;
import io.postern.cli.doctor.Surroundings;
import io.postern.cli.doctor.Verdict;
import io.postern.cli.host.Machine;
import io.postern.cli.setup.Setup;
import io.postern.events.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says what works on this host, and what does not.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the agent on this host and at all that it needs, and says of each whether it is well, and what to do if not.",
            "Changes nothing. As root it looks with the eyes of the agent's user."
        },
        footer = {
            "",
            "Exit codes: 0 all is well, 1 there are warnings, 2 something failed.",
            "Examples:",
            "  postern doctor",
            "  postern doctor -o json | jq '.[] | select(.verdict != \"ok\")'"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final Duration KAFKA_ANSWERS_WITHIN = Duration.ofSeconds(5);

    @Spec
    CommandSpec spec;

    @Mixin
    OutputFormat output;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = Setup.CONFIGURATION,
            description = "The agent's configuration. Default: ${DEFAULT-VALUE}")
    Path config;

    @Override
    public Integer call() {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<Finding> findings = new Doctor(
                        config, new Surroundings(Machine.own(), root, Postern.CLOCK, KAFKA_ANSWERS_WITHIN))
                .examine();
        PrintWriter out = spec.commandLine().getOut();
        switch (output.shape) {
            case TABLE -> print(findings, out);
            case JSON -> out.println(PosternApi.JSON.valueToTree(rows(findings)).toPrettyString());
            case NDJSON -> rows(findings).forEach(row -> out.println(PosternApi.JSON.valueToTree(row)));
        }
        return Doctor.worst(findings).ordinal();
    }

    /// What a program reads.
    ///
    /// @param verdict ok, warning or failed
    /// @param remedy null when nothing is to be done
    record Row(String check, String verdict, String found, String remedy) {}

    private static List<Row> rows(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new Row(finding.check(), word(finding.verdict()), finding.found(), finding.remedy()))
                .toList();
    }

    private static void print(List<Finding> findings, PrintWriter out) {
        findings.forEach(finding -> {
            out.printf("%-7s  %-13s  %s%n", word(finding.verdict()), finding.check(), Text.clean(finding.found()));
            if (finding.remedy() != null) {
                out.printf("%-7s  %-13s    -> %s%n", "", "", Text.clean(finding.remedy()));
            }
        });
        out.println(
                switch (Doctor.worst(findings)) {
                    case OK -> "All is well.";
                    case WARNING -> "It works, with warnings.";
                    case FAILED -> "Something does not work.";
                });
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
