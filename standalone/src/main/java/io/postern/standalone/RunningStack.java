package io.postern.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What runs from a data directory, as `stack.json` there tells other processes. It holds no password.
///
/// @param pid the launcher's process
public record RunningStack(long pid, boolean apart, List<Part> parts) {
    private static final String FILE = "stack.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// One component; `pid` is 0 when somebody else runs it.
    public record Part(String name, String address, long pid) {}

    public RunningStack {
        parts = List.copyOf(parts);
    }

    /// Empty when nothing runs from there, or what did was killed.
    public static Optional<RunningStack> in(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        RunningStack stack = JSON.readValue(file.toFile(), RunningStack.class);
        return ProcessHandle.of(stack.pid()).isPresent() ? Optional.of(stack) : Optional.empty();
    }

    /// Where a service answers; all of them at one place when they share a JVM.
    public Optional<String> url(Service service) {
        String name = (apart ? service : Service.ALL_IN_ONE).label();
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .map(Part::address)
                .findFirst();
    }

    void write(Path directory) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        JSON.writeValue(fresh.toFile(), this);
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void forget(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }
}
