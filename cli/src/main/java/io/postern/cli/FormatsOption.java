package io.postern.cli;

import io.postern.collector.formats.operator.FormatsRefusedException;
import io.postern.collector.formats.operator.OperatorFormats;
import io.postern.collector.parsing.Format;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Formats of an operator, beside those that Postern has.
final class FormatsOption {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--formats",
            paramLabel = "FILE|DIR",
            description = "Formats of your own, as postern.collector.formats takes them.")
    Path path;

    boolean isGiven() {
        return path != null;
    }

    /// None unless given.
    List<Format> read() throws FormatsRefusedException {
        return path == null ? List.of() : OperatorFormats.open(path, 0).current();
    }

    /// @throws ParameterException when they are wrong, which ends the command
    List<Format> readOrEnd() {
        try {
            return read();
        } catch (FormatsRefusedException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
