package io.postern.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A child process that never outlives this one, not even after `kill -9`.
///
/// Between the two stands a small shell that stops the child when its standard input ends. It leads a session of its
/// own, so Ctrl-C at the terminal reaches only us and the children are stopped in order.
public final class GuardedProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration KILL_TAKES_AT_MOST = Duration.ofSeconds(30);
    private static final Duration LOG_IS_MEASURED_EVERY = Duration.ofMinutes(1);
    private static final String GUARD = guard();

    /// What to run. Everything it prints goes to its log.
    ///
    /// @param logs directory of its log and of the file with its process id
    /// @param stopSignal what asks the program to end cleanly
    /// @param stopWithin how long it has for that before it is killed
    public record Program(String name, List<String> command, Path logs, String stopSignal, Duration stopWithin) {

        public Program {
            command = List.copyOf(command);
        }

        public Path log() {
            return logs.resolve(name + ".log");
        }

        private PidFile pidFile() {
            return new PidFile(logs.resolve(name + ".pid"));
        }
    }

    /// Asked again and again until it says yes.
    @FunctionalInterface
    public interface Readiness {
        boolean reached() throws IOException;
    }

    private final Program program;
    private final Process guard;
    private volatile boolean toldToEnd;

    private GuardedProcess(Program program, Process guard) {
        this.program = program;
        this.guard = guard;
    }

    public static GuardedProcess start(Program program) throws IOException, InterruptedException {
        Files.createDirectories(program.logs());
        program.pidFile().awaitEarlierOne();
        LogFile log = new LogFile(program.log());
        log.begin();
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, program.name()));
        command.add(program.pidFile().path().toString());
        command.add(program.stopSignal());
        command.add(Long.toString(program.stopWithin().toSeconds()));
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(program.log().toFile()));
        program.pidFile().forget();
        GuardedProcess started = new GuardedProcess(program, builder.start());
        started.awaitPid();
        Thread.ofVirtual().start(() -> started.keepSmall(log));
        return started;
    }

    private void awaitPid() throws IOException, InterruptedException {
        while (!program.pidFile().written()) {
            if (guard.waitFor(Duration.ofMillis(1))) {
                throw ComponentFailedException.withLog(program.name() + " could not be run", program.log());
            }
        }
    }

    private void keepSmall(LogFile log) {
        try {
            while (!guard.waitFor(LOG_IS_MEASURED_EVERY)) {
                log.keepSmall();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + program.name() + " can no longer be kept small", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the program is ready; stops it and throws when it ends or takes too long.
    public void awaitReady(Duration limit, Readiness ready) throws IOException, InterruptedException {
        boolean reached = false;
        try {
            await(limit, ready);
            reached = true;
        } finally {
            if (!reached) {
                close();
            }
        }
    }

    private void await(Duration limit, Readiness ready) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.reached()) {
            if (guard.waitFor(POLL)) {
                throw ComponentFailedException.withLog(
                        program.name() + " ended with code " + guard.exitValue() + " before it was ready",
                        program.log());
            }
            if (System.nanoTime() > deadline) {
                throw ComponentFailedException.withLog(
                        program.name() + " was not ready after " + limit.toSeconds() + " s", program.log());
            }
        }
    }

    public boolean alive() {
        return guard.isAlive();
    }

    /// The program's process, not the guard's.
    public long pid() {
        return program.pidFile().pid();
    }

    /// Calls `action` when the program ends although nobody asked it to; what it is given shows the end of the log.
    public void onFailure(Consumer<ComponentFailedException> action) {
        Thread.ofVirtual().start(() -> {
            try {
                int code = guard.waitFor();
                if (!toldToEnd) {
                    action.accept(ComponentFailedException.withLog(
                            program.name() + " ended with code " + code, program.log()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// As the power cut would: nothing is flushed, nothing is said.
    public void kill() {
        toldToEnd = true;
        if (alive()) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        awaitEnd();
    }

    /// Asks the program to end and waits; the guard kills it when it takes longer than it may.
    @Override
    public void close() {
        toldToEnd = true;
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            long limit = program.stopWithin().toSeconds() + KILL_TAKES_AT_MOST.toSeconds();
            if (!guard.waitFor(limit, TimeUnit.SECONDS)) {
                throw new IllegalStateException(program.name() + " (process " + pid() + ") cannot be stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String guard() {
        try (InputStream in = GuardedProcess.class.getResourceAsStream("guard.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
