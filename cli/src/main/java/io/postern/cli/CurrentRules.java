package io.postern.cli;

import io.postern.policy.rules.Rulebook;
import io.postern.policy.rules.RulesFolder;
import io.postern.policy.rules.RulesRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The rules of the Postern on this machine: those of its data directory, else of `/etc/postern`, else the shipped
/// ones.
final class CurrentRules {

    private static final Path SYSTEM = Path.of("/etc/postern");

    private CurrentRules() {}

    static RulesFolder folder() throws RulesRefusedException {
        Path ofData = Installation.defaultData().resolve("rules");
        return RulesFolder.open(holdsAny(ofData) || !holdsAny(SYSTEM) ? ofData : SYSTEM);
    }

    /// A directory with `rules.yaml` and `allow.list`, or a file of rules, for which the current allow list holds.
    static Rulebook of(Path chosen) throws RulesRefusedException {
        return Files.isDirectory(chosen) ? RulesFolder.open(chosen).current() : folder().trying(chosen);
    }

    private static boolean holdsAny(Path directory) {
        return List.of("rules.yaml", "allow.list").stream().anyMatch(name -> Files.exists(directory.resolve(name)));
    }
}
