package io.postern.cli.host;

import java.util.List;
import java.util.Optional;

/// Runs a program of the machine.
@FunctionalInterface
public interface Programs {

    /// @param command the program's path, then its arguments
    /// @return what it printed; empty when it failed, or did not end in time
    Optional<String> output(List<String> command);
}
