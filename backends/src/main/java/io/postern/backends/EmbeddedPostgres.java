package io.postern.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PostgreSQL from its binaries, on 127.0.0.1 only, with a password made up at the first start.
final class EmbeddedPostgres {
    private static final String NAME = "postern"; // of the role and of its database
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""), // their paths may not be longer than 107 characters
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("shared_buffers", "16MB"),
            Map.entry("max_connections", "50"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("io_method", "sync"), // else three worker processes
            Map.entry("jit", "off"),
            Map.entry("log_min_messages", "warning"),
            Map.entry("log_checkpoints", "off"));

    private final Path directory;
    private final Path programs;
    private final List<String> prefix; // of every command: PostgreSQL refuses to run as root

    private EmbeddedPostgres(Path directory, Path programs, List<String> prefix) {
        this.directory = directory;
        this.programs = programs;
        this.prefix = prefix;
    }

    static Running start(Path directory, int preferredPort) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path installation = Binaries.postgres(directory.resolveSibling("programs"));
        return new EmbeddedPostgres(directory, installation.resolve("bin"), Unprivileged.prefix()).start(preferredPort);
    }

    private Running start(int preferredPort) throws IOException, InterruptedException {
        String password = Secret.keptIn(directory.resolve("password"));
        Path data = directory.resolve("data");
        if (!Files.exists(data)) {
            create(data);
        }
        int port = Ports.remembered(directory.resolve("port"), preferredPort);
        GuardedProcess process = run(data, port);
        process.awaitReady(READY_WITHIN, () -> saysReady(data.resolve("postmaster.pid"), process.pid()));
        return new Running.Child(new Address.Postgres("127.0.0.1", port, NAME, NAME, password), process);
    }

    private GuardedProcess run(Path data, int port) throws IOException, InterruptedException {
        List<String> command = command("postgres", "-D", data.toString(), "-p", Integer.toString(port));
        SETTINGS.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        forgetDead(data.resolve("postmaster.pid"));
        // SIGINT is its fast shutdown; SIGTERM would wait for every client to leave.
        return GuardedProcess.start(new GuardedProcess.Program(
                BackEnd.POSTGRES.label(), command, directory.resolveSibling("logs"), "INT", STOPS_WITHIN));
    }

    /// Made beside its place and moved there when complete, so a crash leaves no half database.
    private void create(Path data) throws IOException, InterruptedException {
        Path fresh = directory.resolve("creating");
        Trees.delete(fresh);
        Path log = directory.resolve("create.log");
        run(
                log,
                command(
                        "initdb",
                        "-D",
                        fresh.toString(),
                        "--username=" + NAME,
                        "--pwfile=" + directory.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"),
                "");
        run(
                log,
                command("postgres", "--single", "-D", fresh.toString(), "template1"),
                "CREATE DATABASE " + NAME + "\n");
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(Path log, List<String> command, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Process process = builder.redirectOutput(log.toFile()).start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        int code = process.waitFor();
        if (code != 0) {
            throw ComponentFailedException.withLog("creating the database ended with code " + code, log);
        }
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /// As pg_ctl waits: the first line is the process, the eighth its state.
    private static boolean saysReady(Path pidFile, long pid) throws IOException {
        if (!Files.exists(pidFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() > 7
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }

    /// After a crash the number in the file may belong to any process by now, and PostgreSQL would wait for that one.
    private static void forgetDead(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        boolean runs = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
        if (!runs) {
            Files.delete(pidFile);
        }
    }
}
