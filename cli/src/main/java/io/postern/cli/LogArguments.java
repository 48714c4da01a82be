package io.postern.cli;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Logs named on the command line.
final class LogArguments {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Logs, plain or compressed by gzip, xz, zstd or bzip2, or - for standard input.")
    List<String> inputs;

    /// Each of them can be read.
    List<Path> files() {
        return inputs.stream()
                .filter(input -> !input.equals("-"))
                .map(Path::of)
                .map(this::readable)
                .toList();
    }

    /// Null unless asked for.
    InputStream standardInput() {
        return inputs.contains("-") ? System.in : null;
    }

    private Path readable(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String why = Files.notExists(file)
                    ? "no such file"
                    : Files.isDirectory(file) ? "a directory" : "permission denied";
            throw new ParameterException(spec.commandLine(), file + ": " + why);
        }
        return file;
    }
}
