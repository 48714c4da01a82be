package io.postern.collector.enforcing.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A program in a folder that writes down how it was run instead of doing anything: no stand-in for what it is named
/// after, only for its command line.
public final class Recorder {

    private final Path folder;

    /// @param name of the program
    /// @param says what it prints, whatever it is asked
    public Recorder(Path folder, String name, String says) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("says"), says);
        Path program = Files.writeString(folder.resolve(name), """
                #!/bin/sh
                cd "${0%%/*}"
                { printf '%%s' '%s'; for argument; do printf ' [%%s]' "$argument"; done; echo; cat; } >> record
                cat says
                """.formatted(name));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + program + " executable");
        }
    }

    /// The folder, as `PATH` has it.
    public String path() {
        return folder.toString();
    }

    /// Each run's name and arguments, and after it the lines of its input.
    public List<String> record() throws IOException {
        return Files.readAllLines(folder.resolve("record"));
    }
}
