package io.postern.cli.doctor;

import io.postern.cli.host.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;

/// A process's capabilities, as proc(5) has them.
final class Capabilities {

    private static final String EFFECTIVE = "CapEff:";

    private Capabilities() {}

    /// @return a bit for each; empty when the process is gone or another's
    static Optional<Long> effective(Machine machine, String pid) {
        try (Stream<String> lines = Files.lines(machine.at("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(EFFECTIVE))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(EFFECTIVE.length()).strip(), 16))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
