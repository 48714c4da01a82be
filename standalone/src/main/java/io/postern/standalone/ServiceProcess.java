package io.postern.standalone;

import io.postern.backends.Backends;
import io.postern.backends.ComponentFailedException;
import io.postern.backends.GuardedProcess;
import io.postern.backends.JavaProgram;
import io.postern.backends.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One JVM with one service or all of them, ready when it says so itself.
record ServiceProcess(Service service, URI url, GuardedProcess process) {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
    private static final int ANSWERS_WITHIN_MILLIS = 5_000;

    static ServiceProcess start(StackPlan plan, Backends backends, Service service)
            throws IOException, InterruptedException {
        Path jar = plan.home.resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new ComponentFailedException(service.label() + " is not built: there is no " + jar);
        }
        Path folder = Settings.folder(plan, service);
        int port = Ports.remembered(folder.resolve("port"), plan.ports.get(service));
        List<String> main = List.of(
                "-Dquarkus.http.host=" + plan.host,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.config.locations="
                        + Settings.write(plan, backends, service)
                                .toUri()
                                .toString()
                                .replace(",", "\\,"),
                "-jar",
                jar.toString());
        URI url = URI.create("http://" + reachable(plan.host) + ":" + port);
        Optional<Path> archive = plan.again ? Optional.of(folder.resolve("classes.jsa")) : Optional.empty();
        GuardedProcess process = GuardedProcess.start(new GuardedProcess.Program(
                service.label(),
                JavaProgram.command(service.heapMegabytes(), archive, main),
                plan.directory.resolve("logs"),
                "TERM",
                STOPS_WITHIN));
        process.awaitReady(plan.readyWithin, () -> saysReady(url));
        return new ServiceProcess(service, url, process);
    }

    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    private static boolean saysReady(URI url) throws IOException {
        HttpURLConnection question =
                (HttpURLConnection) url.resolve("/q/health/ready").toURL().openConnection();
        question.setReadTimeout(ANSWERS_WITHIN_MILLIS);
        try {
            return question.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (ConnectException e) {
            return false; // not listening yet
        } catch (SocketTimeoutException | SocketException e) {
            return false; // listening, but not able to answer yet
        } finally {
            question.disconnect();
        }
    }
}
