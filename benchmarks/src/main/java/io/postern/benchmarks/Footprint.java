package io.postern.benchmarks;

import io.postern.standalone.PosternStack;
import io.postern.standalone.RunningStack;
import io.postern.standalone.Service;
import io.postern.standalone.StackPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long a start takes, cold and warm, and how much memory each process holds half a minute later.
///
/// Resident memory counts shared pages (the JVM's class archive, PostgreSQL's buffers) in every process; proportional
/// memory counts them once. Both are from /proc/PID/smaps_rollup.
final class Footprint {

    private Footprint() {}

    /// Arguments: `apart` for services in processes of their own.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("postern-benchmark");
        for (String start : List.of("cold", "warm", "warm again")) {
            StackPlan plan = StackPlan.of(Path.of(System.getProperty("postern.home")), directory);
            if (List.of(args).contains("apart")) {
                plan.apart();
            }
            long began = System.nanoTime();
            try (PosternStack stack = PosternStack.start(plan)) {
                System.out.printf(
                        "%s: ready after %.1f s, overview at %s%n",
                        start, (System.nanoTime() - began) / 1e9, url(stack));
                if (start.equals("warm again")) {
                    Thread.sleep(30_000);
                    print(directory);
                }
            }
        }
    }

    private static Object url(PosternStack stack) {
        return stack.url(Service.REPORTER);
    }

    private static void print(Path directory) throws IOException {
        Map<String, Long> parts = new TreeMap<>();
        for (RunningStack.Part part : RunningStack.in(directory).orElseThrow().parts()) {
            parts.put(part.name(), part.pid());
        }
        parts.put("launcher", ProcessHandle.current().pid());
        long resident = 0;
        long proportional = 0;
        for (Map.Entry<String, Long> part : parts.entrySet()) {
            long rss = Resident.now(part.getValue());
            long pss = Resident.proportional(part.getValue());
            if (part.getKey().equals("postgres")) {
                for (ProcessHandle worker : ProcessHandle.of(part.getValue())
                        .orElseThrow()
                        .children()
                        .toList()) {
                    rss += Resident.now(worker.pid());
                    pss += Resident.proportional(worker.pid());
                }
            }
            System.out.printf(
                    "  %-14s %4d MiB resident, %4d MiB proportional%n", part.getKey(), rss / 1024, pss / 1024);
            resident += rss;
            proportional += pss;
        }
        System.out.printf(
                "  %-14s %4d MiB resident, %4d MiB proportional%n", "all", resident / 1024, proportional / 1024);
    }
}
