package io.postern.benchmarks;

import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.JavaProgram;
import io.postern.backends.Ports;
import io.postern.backends.Source;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A collector of its own, as the launcher starts it, with a real broker: what it takes while a log grows by 50 lines a
/// second, and while 200,000 lines come at once.
final class CollectorLoad {

    private static final int HEAP_MEGABYTES = 64;
    private static final int LINES_A_SECOND = 50;
    private static final int BURST = 200_000;
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    private final URI metrics;
    private final BufferedReader lines;
    private Process collector;

    private CollectorLoad(Path log, int port, BufferedReader lines) {
        this.log = log;
        this.metrics = URI.create("http://127.0.0.1:" + port + "/q/metrics");
        this.lines = lines;
    }

    /// Arguments: a log to take the lines from, how many minutes of the quiet part to measure (3 unless given), and
    /// flags of the JVM to try.
    public static void main(String[] args) throws IOException, InterruptedException {
        int minutes = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path directory = Files.createTempDirectory("postern-benchmark");
        Path log = Files.createFile(directory.resolve("mail.log"));
        int port = Ports.remembered(directory.resolve("port"), 0);
        Backends.Plan plan = Backends.Plan.once(directory.resolve("kafka")).with(BackEnd.KAFKA, new Source.Embedded(0));
        try (Backends backends = Backends.start(plan);
                BufferedReader lines = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.ISO_8859_1)) {
            CollectorLoad load = new CollectorLoad(log, port, lines);
            List<String> flags = List.of(args).subList(Math.min(2, args.length), args.length);
            for (String start : List.of("a first start", "the archive of the first")) {
                load.start(directory, backends.kafka().bootstrapServers(), flags);
                load.quietly(SETTLING);
                if (!start.equals("a first start")) {
                    load.measure(minutes);
                }
                load.stop();
            }
        }
    }

    private void start(Path directory, String servers, List<String> flags) throws IOException, InterruptedException {
        List<String> main = new ArrayList<>(flags);
        main.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + metrics.getPort(),
                "-Dkafka.bootstrap.servers=" + servers,
                "-Dpostern.collector.files=" + log,
                "-Dpostern.collector.state-directory=" + directory.resolve("state"),
                "-jar",
                Path.of(System.getProperty("postern.home"), "collector/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        collector = new ProcessBuilder(
                        JavaProgram.command(HEAP_MEGABYTES, Optional.of(directory.resolve("classes.jsa")), main))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("collector.log").toFile())
                .start();
        untilAllIsShipped();
    }

    private void stop() throws InterruptedException {
        collector.destroy();
        collector.waitFor();
    }

    private void measure(int minutes) throws IOException, InterruptedException {
        double processor = Resident.processor(collector.pid());
        long began = System.nanoTime();
        quietly(Duration.ofMinutes(minutes));
        double share = (Resident.processor(collector.pid()) - processor) / ((System.nanoTime() - began) / 1e9);
        long before = Resident.now(collector.pid());
        System.out.printf(
                "%d lines/s for %d min: %d MiB resident, %d MiB proportional, %.2f %% of a core%n",
                LINES_A_SECOND, minutes, before / 1024, Resident.proportional(collector.pid()) / 1024, 100 * share);
        processor = Resident.processor(collector.pid());
        began = System.nanoTime();
        append(BURST);
        untilAllIsShipped();
        System.out.printf(
                "%,d lines at once: shipped after %.1f s with %.1f s of processor time; MiB resident:"
                        + " %d before, %d at most, ",
                BURST,
                (System.nanoTime() - began) / 1e9,
                Resident.processor(collector.pid()) - processor,
                before / 1024,
                Resident.peak(collector.pid()) / 1024);
        quietly(Duration.ofMinutes(1));
        System.out.printf("%d a minute later; heap at most %d%n", Resident.now(collector.pid()) / 1024, HEAP_MEGABYTES);
    }

    private void quietly(Duration time) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            append(LINES_A_SECOND / 10);
            Thread.sleep(100);
        }
    }

    private void append(int count) throws IOException {
        try (BufferedWriter out =
                Files.newBufferedWriter(log, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND)) {
            for (int i = 0; i < count; i++) {
                out.write(lines.readLine());
                out.write('\n');
            }
        }
    }

    /// Until the collector says that nothing is behind.
    private void untilAllIsShipped() throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            Thread.sleep(500); // it looks at its files more often than that
            try {
                String body = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                if (value(body, "postern_collector_lag_bytes") == 0) {
                    return;
                }
            } catch (IOException notYet) {
                // it is starting
            }
        }
        throw new IllegalStateException("not all was shipped within " + PATIENCE);
    }

    private static double value(String body, String metric) {
        return body.lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }
}
