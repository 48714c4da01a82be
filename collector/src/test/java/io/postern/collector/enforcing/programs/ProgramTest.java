package io.postern.collector.enforcing.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void whatIsFedComesOutHoweverMuch() throws Exception {
        String much = "192.0.2.7\n".repeat(200_000);

        assertThat(shell(LONG).run(much, List.of("-c", "cat"))).isEqualTo(much);
    }

    @Test
    void argumentsAreTakenAsTheyAre() throws Exception {
        assertThat(shell(LONG).run("", List.of("-c", "printf %s \"$1\"", "sh", "$(id); `id` * \" '")))
                .isEqualTo("$(id); `id` * \" '");
    }

    @Test
    void aBadEndIsToldInOneLine() {
        assertThatThrownBy(() -> shell(LONG).run("", List.of("-c", "echo no such set >&2; echo more >&2; exit 3")))
                .isInstanceOf(ProgramException.class)
                .hasMessage("/bin/sh ended with status 3: no such set");
    }

    @Test
    void aProgramThatDoesNotReadItsInputEndsAllTheSame() throws Exception {
        assertThatThrownBy(() -> shell(LONG).run("x".repeat(10_000_000), List.of("-c", "exit 2")))
                .isInstanceOf(ProgramException.class)
                .hasMessage("/bin/sh ended with status 2");
    }

    @Test
    void aProgramThatDoesNotEndIsKilled() {
        assertThatThrownBy(() -> shell(Duration.ofMillis(100)).run("", List.of("-c", "exec sleep 60")))
                .isInstanceOf(IOException.class)
                .hasMessage("/bin/sh did not end within 100 ms");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Program.named("pfctl", "/nowhere:"))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no program pfctl");
    }

    private static Program shell(Duration limit) {
        return new Program(Path.of("/bin/sh"), limit);
    }
}
