package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postern.cli.output.Table;
import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.policy.rules.ShortDuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lets somebody in on this host, when nothing else works.
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description = {
            "Lets an address in on this host at once, whatever keeps it out, and remembers it: the same ban does not come back.",
            "Works with Kafka and the rest of the cluster away; other hosts and Dovecot's own check are not touched."
        },
        footer = {
            "",
            "Exit codes: 0 let in, 1 nothing kept it out, 3 no collector answers, 5 not everything could be lifted.",
            "Examples:",
            "  sudo postern unlock 198.51.100.7",
            "  sudo postern unlock --for 2h 198.51.100.7",
            "  sudo postern unlock --list"
        })
final class UnlockCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    HostSocket host;

    @Mixin
    OutputFormat output;

    @ArgGroup(multiplicity = "1")
    What what;

    static final class What {

        @Parameters(paramLabel = "ADDRESS", description = "Whom to let in.")
        Address address;

        @Option(names = "--list", description = "Only show what is in force on this host, and why.")
        boolean list;

        @Option(names = "--status", description = "Only show how enforcement is doing on this host.")
        boolean status;
    }

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description =
                    "Let it in for so long whoever bans it: 90s, 10m, 2h, 3d. Default: as long as the present bans last.")
    String grace;

    @Option(names = "--dry-run", description = "Only show what would be lifted.")
    boolean dryRun;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "200",
            description = "List at most so many. Default: ${DEFAULT-VALUE}")
    int limit;

    @Override
    public Integer call() throws IOException {
        ObjectNode request = PosternApi.JSON.createObjectNode();
        if (what.list) {
            return list(host.ask(request.put("command", "list").put("limit", limit)));
        }
        if (what.status) {
            return status(host.ask(request.put("command", "status")));
        }
        request.put("command", "unlock").put("address", what.address.toString()).put("dryRun", dryRun);
        if (grace != null) {
            request.put("grace", graceAsked());
        }
        return unlocked(host.ask(request));
    }

    private String graceAsked() {
        try {
            return ShortDuration.parse(grace).toString();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--for: " + e.getMessage(), e);
        }
    }

    private int unlocked(JsonNode answer) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        JsonNode lifted = answer.path("lifted");
        switch (output.shape) {
            case TABLE -> {
                if (lifted.isEmpty()) {
                    out.println("Nothing on this host keeps out " + what.address + ".");
                } else {
                    out.println((dryRun ? "Would be lifted for " : "Let in: ") + what.address);
                    print(lifted, out);
                }
            }
            case JSON -> out.println(answer.toPrettyString());
            case NDJSON -> lifted.forEach(out::println);
        }
        lifted.forEach(network -> tellWhoElse(network.path("network").asText(), err));
        if (answer.hasNonNull("remembered")) {
            err.println("Whoever bans it, it stays let in until "
                    + answer.path("remembered").asText());
        }
        return problems(answer, lifted.isEmpty() ? Exit.NEGATIVE : Exit.DONE);
    }

    /// Nobody lifts half a network.
    private void tellWhoElse(String text, PrintWriter err) {
        Network network = Network.of(text);
        int bits = network.base().isV6() ? 128 : 32;
        if (network.prefix() < bits) {
            err.printf(
                    "%s is one ban: all of its %s addresses are let in%s%n",
                    network,
                    bits - network.prefix() < 31 ? Long.toString(1L << (bits - network.prefix())) : "many",
                    dryRun ? " with it" : "");
        }
    }

    private int list(JsonNode answer) {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode kept = answer.path("kept");
        switch (output.shape) {
            case TABLE -> {
                if (kept.isEmpty()) {
                    out.println("Nobody is kept out on this host.");
                } else {
                    print(kept, out);
                }
            }
            case JSON -> out.println(answer.toPrettyString());
            case NDJSON -> kept.forEach(out::println);
        }
        if (answer.path("more").asInt() > 0) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "%d more are left off; raise --limit%n",
                            answer.path("more").asInt());
        }
        return problems(answer, Exit.DONE);
    }

    private int status(JsonNode status) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.shape != OutputFormat.Shape.TABLE) {
            out.println(output.shape == OutputFormat.Shape.JSON ? status.toPrettyString() : status.toString());
        } else {
            out.printf(
                    "%d bans%s, %d of them spared here; clock ahead by %s%s%n",
                    status.path("bans").asInt(),
                    status.path("complete").asBoolean() ? "" : " (not all read yet)",
                    status.path("spared").asInt(),
                    status.path("clockAhead").asText(),
                    status.path("dryRun").asBoolean() ? "; a dry run, nothing is touched" : "");
            Table table = new Table("ENFORCER", "IN FORCE", "WAITING", "TROUBLE");
            status.path("enforcers")
                    .forEach(enforcer -> table.row(
                            enforcer.path("name").asText(),
                            enforcer.path("inForce").asText(),
                            enforcer.path("waiting").asText(),
                            enforcer.path("trouble").asText("")));
            table.print(out);
        }
        return status.path("well").asBoolean() ? Exit.DONE : Exit.NEGATIVE;
    }

    private int problems(JsonNode answer, int otherwise) {
        List<String> problems = new ArrayList<>();
        answer.path("problems").forEach(problem -> problems.add(problem.asText()));
        problems.forEach(problem -> spec.commandLine().getErr().println("postern: " + problem));
        return problems.isEmpty() ? otherwise : Exit.PARTLY;
    }

    private static void print(JsonNode kept, PrintWriter out) {
        Table table = new Table("NETWORK", "UNTIL", "RULE", "DECISION", "BY");
        for (JsonNode one : kept) {
            List<String> by = new ArrayList<>();
            one.path("enforcers").forEach(enforcer -> by.add(enforcer.asText()));
            table.row(
                    one.path("network").asText(),
                    one.path("until").asText(null),
                    one.path("rule").asText(null),
                    one.path("decision").asText(null),
                    String.join(", ", by));
        }
        table.print(out);
    }
}
