package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postern.standalone.Service;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Why somebody is kept out, or is not.
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Says why an address, a network or an account is kept out: what decided, on what evidence, where it is",
            "in force, when it ends, how to lift it. Or why it is not: what exempts it, and how far the limits are."
        },
        footer = {"", "Exit code 0 when it is kept out or allowed, 1 when nothing is known against or for it."})
final class WhyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Connection connection;

    @Mixin
    OutputFormat output;

    @Option(
            names = "--engine",
            paramLabel = "URL",
            description = "Address of the policy engine, where it is not the reporter's too; it knows the counts.")
    URI engine;

    @Parameters(paramLabel = "SUBJECT", description = "203.0.113.7, 203.0.113.0/24, ada@example.org or account:NAME")
    String subject;

    @Override
    public Integer call() {
        JsonNode why = connection.open().json("/api/v1/why?subject=" + encoded(subject));
        JsonNode counts = counts(why.path("subject").asText());
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode whole = why.deepCopy();
        whole.set("counts", counts);
        switch (output.shape) {
            case TABLE -> WhyText.print(whole, out);
            case JSON -> out.println(whole.toPrettyString());
            case NDJSON -> out.println(whole);
        }
        return why.path("verdict").asText().equals("nothing") ? Exit.NEGATIVE : Exit.DONE;
    }

    /// Null when the engine cannot be asked: the rest is worth telling without.
    private JsonNode counts(String full) {
        try {
            PosternApi api = engine == null ? connection.open(Service.POLICY_ENGINE) : new PosternApi(engine);
            return api.json("/api/v1/counts?subject=" + encoded(full));
        } catch (UnreachableException | RefusedException e) {
            spec.commandLine().getErr().println("postern: how far the limits are is not known: " + e.getMessage());
            return null;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
