package io.postern.collector.enforcing.programs;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that is run to its end: arguments as they are, input given, output and time bounded.
public final class Program {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST_OUTPUT = 64 << 20;
    private static final int LONGEST_COMPLAINT = 8192;

    private final Path file;
    private final Duration limit;

    Program(Path file, Duration limit) {
        this.file = file;
        this.limit = limit;
    }

    /// Finds it in the folders of `PATH`, or where programs of the administrator are when `PATH` does not say.
    ///
    /// @throws IOException when there is none of that name
    public static Program named(String name) throws IOException {
        return named(name, System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin");
    }

    /// @param path folders as in `PATH`
    public static Program named(String name, String path) throws IOException {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> new Program(file, LIMIT))
                .orElseThrow(() -> new IOException("there is no program " + name));
    }

    /// Runs it.
    ///
    /// @return what it printed
    /// @throws ProgramException when it ended with another status than 0
    /// @throws IOException when it could not be run, took too long or printed too much; it is killed then
    public String run(String input, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            return outcome(process, input);
        } finally {
            process.destroyForcibly();
        }
    }

    private String outcome(Process process, String input) throws IOException {
        FutureTask<byte[]> output = meanwhile(() -> process.getInputStream().readNBytes(LONGEST_OUTPUT));
        FutureTask<byte[]> complaint = meanwhile(() -> process.getErrorStream().readNBytes(LONGEST_COMPLAINT));
        FutureTask<Void> feeding = meanwhile(() -> {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return null;
        });
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(file + " did not end within " + limit.toMillis() + " ms");
            }
            if (process.exitValue() != 0) {
                throw new ProgramException(file, process.exitValue(), text(complaint.get()));
            }
            feeding.get();
            return text(output.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + file + " ran", e);
        } catch (ExecutionException e) {
            throw new IOException(file + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static <T> FutureTask<T> meanwhile(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
