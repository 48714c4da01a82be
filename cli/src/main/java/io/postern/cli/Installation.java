package io.postern.cli;

import java.nio.file.Path;

/// Where this Postern lies and where it keeps its data.
final class Installation {

    private Installation() {}

    /// The folder of the launcher, which passes it on.
    static Path home() {
        return Path.of(System.getProperty("postern.home", "")).toAbsolutePath();
    }

    /// `POSTERN_DATA`, else `data` beside the launcher.
    static Path defaultData() {
        String chosen = System.getenv("POSTERN_DATA");
        return chosen == null || chosen.isBlank() ? home().resolve("data") : Path.of(chosen);
    }
}
