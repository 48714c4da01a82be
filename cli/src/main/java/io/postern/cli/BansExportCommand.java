package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The bans in force, for another tool or another Postern.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the bans in force, one a line: network, end, reason. `postern bans import` reads it.")
final class BansExportCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Connection connection;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = connection.open().json("/api/v1/bans?limit=1000");
        for (JsonNode ban : answer.path("bans")) {
            out.printf(
                    "%s %s %s%n",
                    ban.path("network").asText(),
                    ban.path("until").asText(),
                    ban.path("reason").asText());
        }
        if (answer.path("more").asBoolean()) {
            spec.commandLine()
                    .getErr()
                    .printf("only the newest 1000 of %d%n", answer.path("total").asLong());
            return Exit.NEGATIVE;
        }
        return Exit.DONE;
    }
}
