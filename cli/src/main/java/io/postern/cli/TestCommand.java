package io.postern.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The tests, as CI runs them.
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs every test and gate: ./mvnw verify. Needs no Docker, no root, nothing running.")
final class TestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ARG", description = "Passed on to Maven, for example -- -pl collector -am")
    List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Installation.home().resolve("mvnw").toString(), "-B", "-ntp", "verify"));
        command.addAll(arguments);
        Process maven = new ProcessBuilder(command)
                .directory(Installation.home().toFile())
                .inheritIO()
                .start();
        return maven.waitFor() == 0 ? Exit.DONE : Exit.NEGATIVE;
    }
}
