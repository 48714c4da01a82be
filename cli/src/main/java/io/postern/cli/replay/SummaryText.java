package io.postern.cli.replay;

import java.io.PrintWriter;
import java.util.stream.Collectors;

/// The summary in sentences.
record SummaryText(Summary summary) {

    void print(PrintWriter out) {
        String tries = summary.tries().isEmpty()
                ? ""
                : summary.tries().entrySet().stream()
                        .map(outcome -> outcome.getKey().wire().replace('_', ' ') + " " + outcome.getValue())
                        .collect(Collectors.joining(", ", "; tries: ", ""));
        out.printf("Read: %d lines, %d attempts%s.%n", summary.lines(), summary.attempts(), tries);
        if (summary.from() != null) {
            out.printf("From %s to %s.%n", TableReport.second(summary.from()), TableReport.second(summary.to()));
        }
        out.printf(
                "Not counted: %d login lines that cannot be read, %d ambiguous, %d failures too late.%n",
                summary.unparsed(), summary.ambiguous(), summary.late());
        out.printf(
                "Decided by %s: %d failures counted once each, %d bans of %d networks, %d simulated, %d spared.%n",
                summary.rules(),
                summary.failures(),
                summary.bans(),
                summary.networks(),
                summary.simulated(),
                summary.exempt());
        summary.exemptions().forEach((why, times) -> out.printf("  spared %d times: %s%n", times, why));
        if (summary.comparison() != null) {
            Summary.Compared compared = summary.comparison();
            out.printf(
                    "Compared with %s: %d bans stay as they are, %d come, %d go, %d change.%n",
                    compared.against(), compared.same(), compared.comes(), compared.goes(), compared.changes());
        }
        summary.damaged().forEach(damage -> out.println("NOT READ: " + damage));
    }
}
