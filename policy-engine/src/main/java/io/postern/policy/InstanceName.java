package io.postern.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// The name by which the cluster knows an instance again after a restart. It goes with the state: whoever has the
/// directory has the name.
final class InstanceName {

    private static final String FILE = "instance-id";

    private InstanceName() {}

    /// @throws IOException when the state directory cannot be written to
    static String of(Path stateDirectory, Optional<String> configured) throws IOException {
        Files.createDirectories(stateDirectory);
        if (configured.isPresent()) {
            return configured.get();
        }
        Path file = stateDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            Path draft = Files.writeString(stateDirectory.resolve(FILE + ".new"), "policy-" + UUID.randomUUID());
            Files.move(draft, file); // whole or not at all
        }
        return Files.readString(file).strip();
    }
}
