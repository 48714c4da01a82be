package io.postern.collector.enforcing.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end: nothing on its standard input, no shell, and neither time nor output without bound.
public final class CommandRun {

    private static final int MOST_OUTPUT = 16 << 20;
    private static final int MOST_QUOTED = 200;

    private final Duration limit;

    public CommandRun(Duration limit) {
        this.limit = limit;
    }

    /// @return what it printed
    /// @throws IOException when it cannot be started, takes too long or ends with another status than 0
    public String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        FutureTask<byte[]> output =
                new FutureTask<>(() -> process.getInputStream().readNBytes(MOST_OUTPUT));
        Thread.ofVirtual().start(output);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command + " took longer than " + limit);
            }
            String text = new String(output.get(limit.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(command + " ended with " + process.exitValue() + quoted(text));
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command + " was interrupted", e);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException(command + " did not tell all of its output", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String quoted(String output) {
        String line = output.lines().filter(text -> !text.isBlank()).findFirst().orElse("");
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), MOST_QUOTED));
    }
}
