package io.postern.cli.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A machine to look at.
///
/// @param root where its file system begins
public record Machine(Path root, Programs programs) {

    private static final List<String> FOLDERS =
            List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");

    public static Machine own() {
        return new Machine(Path.of("/"), new OwnPrograms());
    }

    /// @param path absolute, as on the machine
    public Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /// The path of an installed program, as on the machine.
    public Optional<String> program(String name) {
        return FOLDERS.stream()
                .map(folder -> folder + "/" + name)
                .filter(path -> Files.isExecutable(at(path)))
                .findFirst();
    }

    public boolean has(String... names) {
        return Stream.of(names).allMatch(name -> program(name).isPresent());
    }

    /// What an installed program printed; empty when there is none, or it failed.
    public Optional<String> ask(String name, String... arguments) {
        return program(name).flatMap(path -> {
            List<String> command = new ArrayList<>(List.of(path));
            command.addAll(List.of(arguments));
            return programs.output(command);
        });
    }
}
