package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.postern.cli.output.Table;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The bans, and why.
@Command(
        name = "bans",
        mixinStandardHelpOptions = true,
        description = "Lists the bans in force with their reasons, newest first.",
        subcommands = {BansExportCommand.class, BansImportCommand.class})
final class BansCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Connection connection;

    @Mixin
    OutputFormat output;

    @Option(names = "--all", description = "Those too whose time is over or that were lifted.")
    boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "200",
            description = "At most so many, 1 to 1000. Default: ${DEFAULT-VALUE}")
    int limit;

    @Override
    public Integer call() {
        JsonNode answer = connection.open().json("/api/v1/bans?all=" + all + "&limit=" + limit);
        JsonNode bans = answer.path("bans");
        PrintWriter out = spec.commandLine().getOut();
        switch (output.shape) {
            case TABLE -> print(bans, out);
            case JSON -> out.println(bans.toPrettyString());
            case NDJSON -> bans.forEach(out::println);
        }
        if (answer.path("more").asBoolean()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "%d more are left off; raise --limit%n",
                            answer.path("total").asLong() - bans.size());
        }
        return Exit.DONE;
    }

    static void print(JsonNode bans, PrintWriter out) {
        if (bans.isEmpty()) {
            out.println("No bans.");
            return;
        }
        Table table = new Table("NETWORK", "STATE", "FROM", "UNTIL", "WHY");
        for (JsonNode ban : bans) {
            table.row(
                    ban.path("network").asText(),
                    ban.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                    ban.path("from").asText(),
                    ban.path("until").asText(),
                    ban.path("reason").asText());
        }
        table.print(out);
    }
}
