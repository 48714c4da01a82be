package io.postern.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.backends.BackEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real thing: the services as they were just built, on the embedded back ends.
class PosternStackIT {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path directory;

    @Test
    void startsInOneProcessAndOutlivesItsBroker() throws IOException, InterruptedException {
        try (PosternStack stack =
                PosternStack.start(StackPlan.of(HOME, directory).once())) {
            stack.kill(BackEnd.KAFKA);
            stack.restart(BackEnd.KAFKA);

            assertThat(RunningStack.in(directory).orElseThrow().parts())
                    .extracting(RunningStack.Part::name)
                    .containsExactlyInAnyOrder("kafka", "postgres", "redis", "all-in-one");
            assertThat(ProcessHandle.current().children()).hasSize(4);
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void nothingOutlivesItsLauncher(String signal)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Process launcher = launch();
        List<ProcessHandle> family = launcher.toHandle().descendants().toList();
        assertThat(family).hasSizeGreaterThan(8); // four guards, four programs, and what those start

        new ProcessBuilder("kill", "-s", signal, Long.toString(launcher.pid())).start();

        assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
        for (ProcessHandle process : family) {
            process.onExit().get(40, TimeUnit.SECONDS);
        }
    }

    private Process launch() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Launcher.class.getName(),
                        HOME.toString(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(launcher.inputReader().readLine()).isEqualTo("STARTED");
        return launcher;
    }
}
