package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A command that stands in the documentation is one that this command line understands.
class DocumentedCommandsTest {

    static List<String> everyDocumentedCommandIsUnderstood() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("../docs"))) {
            List<String> commands = Stream.concat(
                            Stream.of(Path.of("../README.md"), Path.of("../CONTRIBUTING.md")), pages)
                    .filter(page -> page.toString().endsWith(".md"))
                    .flatMap(DocumentedCommandsTest::lines)
                    .filter(line -> line.startsWith("./postern"))
                    .map(line -> line.replaceFirst("\\s+(#|\\||>|&).*", ""))
                    .distinct()
                    .toList();
            assertThat(commands).hasSizeGreaterThan(5);
            return commands;
        }
    }

    @ParameterizedTest
    @MethodSource
    void everyDocumentedCommandIsUnderstood(String command) {
        String[] arguments =
                Pattern.compile("\\s+").splitAsStream(command.strip()).skip(1).toArray(String[]::new);

        assertThatCode(() -> Postern.commandLine(
                                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
                        .parseArgs(arguments))
                .doesNotThrowAnyException();
    }

    private static Stream<String> lines(Path page) {
        try {
            return Files.readAllLines(page).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
