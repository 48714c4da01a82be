package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.postern.backends.Trees;
import io.postern.cli.demo.ExpectedBans;
import io.postern.cli.demo.RecordedLog;
import io.postern.events.Network;
import io.postern.standalone.PosternStack;
import io.postern.standalone.Service;
import io.postern.standalone.StackPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Two and a half minutes of a real attack, from the log line to the ban and the digest.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts everything, writes a recorded mail log where the collector reads it, and shows what came of it.",
            "Needs nothing but this clone; its data is thrown away at the end.",
            "The recorded addresses are documentation ranges, which Postern never bans; the demonstration treats them as public."
        })
final class DemoCommand implements Callable<Integer> {

    private static final List<Network> OPEN = List.of(
            Network.of("192.0.2.0/24"),
            Network.of("198.51.100.0/24"),
            Network.of("203.0.113.0/24"),
            Network.of("2001:db8::/32"));

    @Spec
    CommandSpec spec;

    @Mixin
    OutputFormat output;

    @Option(
            names = "--exit",
            description = "Stop at the end instead of running on. Exits with 0 only when the bans are those that an "
                    + "independent count of the log expects.")
    boolean exit;

    @Option(names = "--apart", description = "Each service in a process of its own, as in a cluster.")
    boolean apart;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Path data = Files.createTempDirectory("postern-demo");
        Path log = Files.createFile(data.resolve("mail.log"));
        StackPlan plan = StackPlan.of(Installation.home(), data.resolve("stack"))
                .once()
                .treatAsPublic(OPEN.stream().map(Network::toString).toList())
                .set(Service.COLLECTOR, "postern.collector.files", log.toString())
                .set(Service.COLLECTOR, "postern.collector.heartbeat", "1s")
                .tell(new Progress(err));
        if (apart) {
            plan.apart();
        }
        err.println("Starting Postern with fresh data in " + data);
        AtomicReference<PosternStack> running = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running.get(), data), "end-demo"));
        try (PosternStack stack = PosternStack.start(plan)) {
            running.set(stack);
            return show(stack, log);
        }
    }

    /// However this process ends, Ctrl-C included: first everything stops, then its data go.
    private void end(PosternStack stack, Path data) {
        if (stack != null) {
            stack.close();
        }
        try {
            Trees.delete(data);
        } catch (IOException e) {
            spec.commandLine().getErr().println("postern: " + data + " could not be deleted: " + e);
        }
    }

    private int show(PosternStack stack, Path log) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        RecordedLog recorded = RecordedLog.bundled().endingAt(OffsetDateTime.now(Postern.CLOCK));
        err.printf("Writing %d recorded lines to %s%n", recorded.lines().size(), log);
        long began = System.nanoTime();
        Files.write(log, recorded.lines(), StandardOpenOption.APPEND);

        PosternApi api = new PosternApi(stack.url(Service.REPORTER));
        SortedSet<String> expected = ExpectedBans.of(recorded.lines(), OPEN);
        JsonNode status = new Settling(api, log, expected.size()).await(Duration.ofSeconds(90));
        err.printf("Settled after %.1f s.%n%n", (System.nanoTime() - began) / 1e9);

        DemoResult result = DemoResult.of(status, api, expected);
        PrintWriter out = spec.commandLine().getOut();
        switch (output.shape) {
            case TABLE -> result.print(api.text("/api/v1/digest.txt", "text/plain"), out);
            case JSON, NDJSON -> out.println(PosternApi.JSON.writeValueAsString(result));
        }
        out.flush();
        if (!exit) {
            err.println("\nOverview: " + api.at("/") + "   (Ctrl-C ends the demonstration)");
            throw stack.awaitFailure();
        }
        return result.asExpected() ? Exit.DONE : Exit.NEGATIVE;
    }
}
