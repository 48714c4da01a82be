package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postern.cli.output.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Gives an order and tells what became of it. What all commands that change something have in common.
final class Commanding {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 200;

    /// The reporter takes so many in one request.
    private static final int AT_ONCE = 10_000;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Mixin
    Connection connection;

    @Mixin
    OutputFormat output;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown wherever the ban or the entry is shown.")
    String reason;

    @Option(names = "--wait", description = "Wait until the policy engine has answered, and tell what it said.")
    boolean wait;

    @Option(names = "--dry-run", description = "Only tell what would come of it. Implies --wait.")
    boolean dryRun;

    /// What is to be done; its targets go with [#give].
    ObjectNode order(String name) {
        ObjectNode order = PosternApi.JSON.createObjectNode();
        order.put("order", name);
        order.put("author", System.getProperty("user.name", "unknown"));
        if (reason != null) {
            order.put("reason", reason);
        }
        if (dryRun) {
            order.put("dryRun", true);
        }
        return order;
    }

    /// @return the exit code: negative when anything was refused, or not answered in time
    int give(ObjectNode order, List<String> targets) throws InterruptedException {
        PosternApi api = connection.open();
        ArrayNode answers = PosternApi.JSON.createArrayNode();
        for (int from = 0; from < targets.size(); from += AT_ONCE) {
            List<String> some = targets.subList(from, Math.min(targets.size(), from + AT_ONCE));
            ObjectNode request = order.deepCopy();
            some.forEach(request.putArray("targets")::add);
            String id = api.post("/api/v1/commands", request, System.getenv("POSTERN_TOKEN"))
                    .path("id")
                    .asText();
            if (wait || dryRun) {
                answers.addAll((ArrayNode) awaited(api, id, some.size()));
            }
        }
        if (!wait && !dryRun) {
            spec.commandLine().getErr().printf("%d sent; --wait tells what became of it%n", targets.size());
            return Exit.DONE;
        }
        print(answers, spec.commandLine().getOut());
        boolean all = answers.size() == targets.size();
        for (JsonNode answer : answers) {
            all &= answer.path("result").asText().equals("accepted");
        }
        return all ? Exit.DONE : Exit.NEGATIVE;
    }

    private static JsonNode awaited(PosternApi api, String id, int wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode commands =
                    api.json("/api/v1/commands?limit=" + AT_ONCE + "&id=" + id).path("commands");
            int answered = 0;
            for (JsonNode command : commands) {
                answered += command.path("result").isTextual() ? 1 : 0;
            }
            if (answered == wanted || System.nanoTime() - end > 0) {
                return commands;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void print(ArrayNode answers, PrintWriter out) {
        switch (output.shape) {
            case TABLE -> {
                Table table = new Table("TARGET", "RESULT", "WHAT");
                answers.forEach(answer -> table.row(
                        target(answer),
                        answer.path("result").asText("no answer yet") + (dryRun ? " (dry run)" : ""),
                        answer.path("words").asText("")));
                table.print(out);
            }
            case JSON -> out.println(answers.toPrettyString());
            case NDJSON -> answers.forEach(out::println);
        }
    }

    private static String target(JsonNode answer) {
        String detail = answer.path("detail").asText("");
        return answer.path("target").asText() + (detail.isEmpty() ? "" : " " + detail);
    }
}
