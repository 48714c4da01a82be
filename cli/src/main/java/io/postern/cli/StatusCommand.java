package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.postern.cli.output.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// One screen: hosts, lag, unparsed lines, bans. The exit code is for monitoring.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows how hosts, topics and projections are doing. Exits with 1 when something is degraded.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Connection connection;

    @Mixin
    OutputFormat output;

    @Override
    public Integer call() throws IOException {
        JsonNode status = connection.open().json("/api/v1/status");
        List<String> troubles = troubles(status);
        PrintWriter out = spec.commandLine().getOut();
        switch (output.shape) {
            case TABLE -> print(status, troubles, out);
            case JSON -> out.println(status.toPrettyString());
            case NDJSON -> out.println(status);
        }
        return troubles.isEmpty() ? Exit.DONE : Exit.NEGATIVE;
    }

    static List<String> troubles(JsonNode status) {
        List<String> troubles = new ArrayList<>();
        for (String part : List.of("kafka", "database")) {
            if (!status.path(part).path("ok").asBoolean()) {
                troubles.add(part + ": " + status.path(part).path("problem").asText("away"));
            }
        }
        for (JsonNode host : status.path("hosts")) {
            if (host.path("silent").asBoolean()) {
                troubles.add("host " + host.path("host").asText() + ": silent since "
                        + host.path("lastReport").asText());
            }
            for (JsonNode source : host.path("sources")) {
                if (source.hasNonNull("error")) {
                    troubles.add("host " + host.path("host").asText() + ": "
                            + source.path("name").asText() + ": "
                            + source.path("error").asText());
                }
            }
        }
        return troubles;
    }

    private static void print(JsonNode status, List<String> troubles, PrintWriter out) {
        JsonNode counts = status.path("counts");
        out.printf(
                "%s. %d attempts, %d of them failed, by %d clients; %d bans in force, %d in all.%n",
                troubles.isEmpty() ? "Healthy" : "DEGRADED",
                counts.path("attempts").asLong(),
                counts.path("failed").asLong(),
                counts.path("clients").asLong(),
                counts.path("bansInForce").asLong(),
                counts.path("bans").asLong());
        troubles.forEach(trouble -> new Table("  ! " + trouble).print(out));
        out.println();
        Table hosts = new Table("HOST", "FILE", "BEHIND", "LINES", "ATTEMPTS", "UNPARSED", "NEWEST ATTEMPT");
        for (JsonNode host : status.path("hosts")) {
            for (JsonNode source : host.path("sources")) {
                hosts.row(
                        host.path("host").asText(),
                        source.path("name").asText(),
                        source.path("lagBytes").asLong() + " B",
                        source.path("lines").asLong(),
                        source.path("attempts").asLong(),
                        source.path("unparsed").asLong(),
                        source.path("lastEvent").asText(null));
            }
        }
        hosts.print(out);
        out.println();
        Table topics = new Table("TOPIC", "PROJECTED", "BEHIND");
        for (JsonNode topic : status.path("topics")) {
            topics.row(
                    topic.path("topic").asText(),
                    topic.path("position").asLong(),
                    topic.path("lag").asText(null));
        }
        topics.print(out);
    }
}
