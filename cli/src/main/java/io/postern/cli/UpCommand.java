package io.postern.cli;

import io.postern.backends.Address;
import io.postern.standalone.PosternStack;
import io.postern.standalone.Service;
import io.postern.standalone.StackPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A whole Postern on this machine, until Ctrl-C.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts everything on this machine and keeps it running until Ctrl-C: a Kafka broker, PostgreSQL, Redis and the services.",
            "Each of the three can be one of your own instead. What the services were told lies in their folders below the data directory."
        },
        footer = {
            "",
            "Environment: POSTERN_DATA (the data directory), POSTERN_POSTGRES_PASSWORD (for --postgres).",
            "Examples:",
            "  postern up --log /var/log/mail.log",
            "  postern up --apart --kafka kafka1:9092,kafka2:9092"
        })
final class UpCommand implements Callable<Integer> {

    private static final List<Path> USUAL_LOGS = Stream.of("mail.log", "maillog", "dovecot.log")
            .map(name -> Path.of("/var/log", name))
            .toList();

    @Spec
    CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept. Default: POSTERN_DATA, else `data` beside the launcher.")
    Path data;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "A log to follow; may be given several times. Default: mail.log, maillog and dovecot.log of "
                    + "/var/log, those that are there.")
    List<Path> logs;

    @Option(names = "--apart", description = "Each service in a process of its own, as in a cluster.")
    boolean apart;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where the services listen. Nobody has to log in to them yet. Default: ${DEFAULT-VALUE}")
    String host;

    @Option(names = "--kafka", paramLabel = "HOST:PORT,…", description = "Your own brokers.")
    String kafka;

    @Option(
            names = "--postgres",
            paramLabel = "URI",
            description =
                    "Your own PostgreSQL: postgresql://USER@HOST:PORT/DATABASE, the password from POSTERN_POSTGRES_PASSWORD.")
    URI postgres;

    @Option(names = "--redis", paramLabel = "URI", description = "Your own Redis: redis://HOST:PORT")
    String redis;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A configuration key, for example postern.reporter.zone=Europe/Berlin; may be given several times.")
    Map<String, String> settings = Map.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Path directory = data == null ? Installation.defaultData() : data;
        List<Path> followed =
                logs == null ? USUAL_LOGS.stream().filter(Files::isReadable).toList() : logs;
        StackPlan plan = plan(directory, followed).tell(new Progress(err));
        err.println("Starting Postern on " + directory.toAbsolutePath().normalize());
        long began = System.nanoTime();
        try (PosternStack stack = PosternStack.start(plan)) {
            err.printf("Ready after %.1f s.%n", (System.nanoTime() - began) / 1e9);
            err.println(
                    followed.isEmpty()
                            ? "No log is followed: name one with --log FILE."
                            : "Following "
                                    + followed.stream().map(Path::toString).collect(Collectors.joining(", ")));
            PrintWriter out = spec.commandLine().getOut();
            out.println("Overview   " + stack.url(Service.REPORTER));
            out.println("REST API   " + stack.url(Service.REPORTER).resolve("/q/openapi"));
            out.println("Dovecot    auth_policy_server_url = "
                    + stack.url(Service.AUTH_API).resolve("/dovecot/policy"));
            out.println("Try        curl " + stack.url(Service.REPORTER).resolve("/api/v1/bans"));
            throw stack.awaitFailure();
        }
    }

    private StackPlan plan(Path directory, List<Path> followed) {
        StackPlan plan = StackPlan.of(Installation.home(), directory)
                .host(host)
                .set(
                        Service.COLLECTOR,
                        "postern.collector.files",
                        followed.stream()
                                .map(file -> file.toAbsolutePath().normalize().toString())
                                .collect(Collectors.joining(",")));
        settings.forEach((key, value) -> plan.set(ownerOf(key), key, value));
        if (apart) {
            plan.apart();
        }
        if (kafka != null) {
            plan.external(new Address.Kafka(kafka));
        }
        if (postgres != null) {
            plan.external(postgresAddress());
        }
        if (redis != null) {
            plan.external(new Address.Redis(redis));
        }
        return plan;
    }

    private Service ownerOf(String key) {
        return Stream.of(
                        Map.entry("postern.collector.", Service.COLLECTOR),
                        Map.entry("postern.enricher.", Service.ENRICHER),
                        Map.entry("postern.policy.", Service.POLICY_ENGINE),
                        Map.entry("postern.auth.", Service.AUTH_API),
                        Map.entry("postern.reporter.", Service.REPORTER))
                .filter(owner -> key.startsWith(owner.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--set " + key + ": a key begins with postern.SERVICE., for example postern.reporter.zone"));
    }

    private Address.Postgres postgresAddress() {
        String user = postgres.getUserInfo();
        String database = postgres.getPath() == null ? "" : postgres.getPath().replaceFirst("^/", "");
        String password = System.getenv("POSTERN_POSTGRES_PASSWORD");
        if (postgres.getHost() == null || user == null || user.contains(":") || database.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--postgres: expected postgresql://USER@HOST:PORT/DATABASE, without a password");
        }
        if (password == null) {
            throw new ParameterException(spec.commandLine(), "--postgres: POSTERN_POSTGRES_PASSWORD is not set");
        }
        int port = postgres.getPort() < 0 ? 5432 : postgres.getPort();
        return new Address.Postgres(postgres.getHost(), port, database, user, password);
    }
}
