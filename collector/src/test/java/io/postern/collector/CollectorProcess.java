package io.postern.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The collector as its own process, as it is installed.
final class CollectorProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int httpPort;

    private CollectorProcess(Process process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    /// @param keys without `postern.collector.`
    static CollectorProcess start(Path directory, String servers, Map<String, String> keys) throws IOException {
        return start(directory, servers, keys, List.of());
    }

    /// Its state directory is a file system of its own that has room for so little.
    static CollectorProcess startOnSmallDisk(Path directory, String servers, Map<String, String> keys, String size)
            throws IOException {
        return start(directory, servers, keys, smallDisk(directory.resolve("state"), size));
    }

    /// Whether this user may have a file system of his own.
    static boolean canHaveSmallDisk(Path directory) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(smallDisk(directory, "64k"));
        command.add("true");
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private static List<String> smallDisk(Path mount, String size) {
        return List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mkdir -p \"$0\" && mount -t tmpfs -o size=" + size + " tmpfs \"$0\" && exec \"$@\"",
                mount.toString());
    }

    private static CollectorProcess start(
            Path directory, String servers, Map<String, String> keys, List<String> wrapper) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dkafka.bootstrap.servers=" + servers,
                "-Dpostern.collector.state-directory=" + directory.resolve("state"),
                "-Dpostern.collector.zone=UTC"));
        keys.forEach((key, value) -> command.add("-Dpostern.collector." + key + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("collector.log").toFile()))
                .start();
        return new CollectorProcess(process, port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    CollectorProcess awaitUp() {
        Eventually.within(PATIENCE, () -> get("/q/health/live").contains("\"UP\""));
        return this;
    }

    /// Empty when there is no answer.
    String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The status; 0 when there is no answer.
    int post(String event) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri("/collector/dovecot-events"))
                    .POST(HttpRequest.BodyPublishers.ofString(event))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The sum of a metric over its sources.
    double metric(String name) {
        return get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    /// SIGKILL, as the kernel does when memory is short.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("it lives on");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        http.close();
    }
}
