package io.postern.cli.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A directory that looks like a machine. Its programs print what they are told to, and are remembered.
public final class FakeMachine {

    private final Path root;
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final List<String> ran = new ArrayList<>();

    public FakeMachine(Path root) {
        this.root = root;
    }

    public FakeMachine file(String path, String text) {
        try {
            Path file = machine().at(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FakeMachine directory(String path) {
        try {
            Files.createDirectories(machine().at(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param arguments after the program's path; the output is that of exactly this command
    public FakeMachine program(String path, String arguments, String output) {
        file(path, "");
        machine().at(path).toFile().setExecutable(true);
        outputs.put((path + " " + arguments).strip(), output);
        return this;
    }

    public Machine machine() {
        return new Machine(root, command -> {
            ran.add(String.join(" ", command));
            return Optional.ofNullable(outputs.get(String.join(" ", command)));
        });
    }

    public String read(String path) {
        try {
            return Files.readString(machine().at(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every command that was run, failed ones too.
    public List<String> ran() {
        return ran;
    }
}
