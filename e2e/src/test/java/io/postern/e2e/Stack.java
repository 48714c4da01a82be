package io.postern.e2e;

import io.postern.standalone.PosternStack;
import io.postern.standalone.Service;
import io.postern.standalone.StackPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;

/// A Postern that follows one log file, for one test.
record Stack(PosternStack running, Path log) implements AutoCloseable {

    /// One that a test can count in its head.
    private static final String RULES = """
            version: 1
            rules:
              - {name: brute-force, per: client, count: failures, within: 10m, limit: 3, then: ban, for: 10m}
            """;

    static Stack start(Path directory, UnaryOperator<StackPlan> more) throws IOException, InterruptedException {
        Path log = Files.createFile(directory.resolve("mail.log"));
        Path rules = Files.createDirectories(directory.resolve("stack/rules"));
        Files.writeString(rules.resolve("rules.yaml"), RULES);
        StackPlan plan = StackPlan.of(Home.PATH, directory.resolve("stack"))
                .once()
                .treatAsPublic(List.of("203.0.113.0/24", "198.51.100.0/24", "2001:db8::/32"))
                .set(Service.COLLECTOR, "postern.collector.files", log.toString())
                .set(Service.COLLECTOR, "postern.collector.heartbeat", "1s");
        return new Stack(PosternStack.start(more.apply(plan)), log);
    }

    Rest rest() {
        return new Rest(running.url(Service.REPORTER));
    }

    Rest auth() {
        return new Rest(running.url(Service.AUTH_API));
    }

    void write(List<String> lines) throws IOException {
        write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        Files.write(log, bytes, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        running.close();
    }
}
