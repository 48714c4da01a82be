package io.postern.cli.host;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs of the machine on which this runs, each with an end to its time.
public final class OwnPrograms implements Programs {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Override
    public Optional<String> output(List<String> command) {
        try {
            Path said = Files.createTempFile("postern", null);
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
                builder.environment().putAll(Map.of("LC_ALL", "C"));
                Process process = builder.start();
                if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return process.exitValue() == 0
                        ? Optional.of(new String(Files.readAllBytes(said), StandardCharsets.UTF_8))
                        : Optional.empty();
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
