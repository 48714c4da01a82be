package io.postern.e2e;

import io.postern.backends.JavaProgram;
import io.postern.testkit.namespaces.Namespace;
import io.postern.testkit.namespaces.Relay;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mail host in a network namespace of its own, with a log and a collector that enforces with nftables. The broker
/// outside is all that it reaches of the world.
final class MailHost implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final int HEAP_MEGABYTES = 64;
    private static final int HTTP_PORT = 8080;

    private final String name;
    private final int brokerPort;
    private final Path directory;
    private final Path log;
    private final Namespace network = new Namespace();
    private Relay broker;
    private Process collector;

    MailHost(String name, Path directory, String bootstrapServers) throws Exception {
        this.name = name;
        this.directory = Files.createDirectories(directory.resolve(name));
        this.brokerPort = URI.create("kafka://" + bootstrapServers).getPort();
        this.log = Files.createFile(this.directory.resolve("mail.log"));
        reachBroker();
    }

    Namespace network() {
        return network;
    }

    void reachBroker() throws Exception {
        broker = new Relay(network, brokerPort);
    }

    void loseBroker() throws IOException {
        broker.close();
    }

    /// Does not wait until it is ready.
    ///
    /// @param environment more variables of the process
    void start(Map<String, String> environment) throws Exception {
        List<String> main = new ArrayList<>(
                settings().stream().map(setting -> "-D" + setting).toList());
        main.addAll(List.of(
                "-jar",
                Home.PATH
                        .resolve("collector/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        ProcessBuilder builder = new ProcessBuilder(JavaProgram.command(HEAP_MEGABYTES, Optional.empty(), main))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("collector.log").toFile()));
        builder.environment().putAll(environment);
        collector = network.in(builder::start);
    }

    void awaitReady() throws Exception {
        Waiting.until(READY_WITHIN, name + " is ready; see " + directory.resolve("collector.log"), this::isReady);
    }

    private List<String> settings() {
        return List.of(
                "quarkus.http.port=" + HTTP_PORT,
                "kafka.bootstrap.servers=127.0.0.1:" + brokerPort,
                "postern.collector.host=" + name,
                "postern.collector.files=" + log,
                "postern.collector.heartbeat=1s",
                "postern.collector.state-directory=" + directory.resolve("state"),
                "postern.collector.enforce.with=nftables",
                "postern.collector.enforce.check-interval=1s",
                "postern.collector.enforce.treat-as-public=198.18.0.0/15,203.0.113.0/24",
                "postern.collector.enforce.socket=" + directory.resolve("agent.sock"));
    }

    private boolean isReady() throws Exception {
        return network.in(() -> {
            HttpURLConnection question =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + HTTP_PORT + "/q/health/ready")
                            .toURL()
                            .openConnection();
            try {
                question.setReadTimeout(5000);
                return question.getResponseCode() == HttpURLConnection.HTTP_OK;
            } catch (IOException e) {
                return false; // not listening yet
            } finally {
                question.disconnect();
            }
        });
    }

    /// Without a word, as by `kill -9`.
    void kill() throws InterruptedException {
        collector.destroyForcibly().waitFor();
    }

    /// One line that tells of three failures, which is the limit.
    void logFailuresOf(String client) throws IOException {
        log(failuresOf(client));
    }

    static String failuresOf(String client) {
        return "%s mx1 dovecot: imap-login: Disconnected: Connection closed (auth failed, 3 attempts in 4 secs): "
                        .formatted(stamp())
                + "user=<ada@example.org>, method=PLAIN, rip=%s, lip=192.0.2.25, session=<b%s>%n"
                        .formatted(client, client);
    }

    /// As rsyslog writes it.
    static Instant stamp() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    }

    void log(String lines) throws IOException {
        Files.write(log, lines.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws Exception {
        if (collector != null) {
            kill();
        }
        broker.close();
        network.close();
    }
}
