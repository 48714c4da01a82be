package io.postern.cli.doctor;

import io.postern.collector.AgentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Whether what has to be kept has room.
final class RoomCheck {

    private static final String ROOM = "room";
    private static final long LEAST = 64L << 20;

    private final AgentConfig config;

    RoomCheck(AgentConfig config) {
        this.config = config;
    }

    List<Finding> findings() {
        Path directory = config.stateDirectory();
        if (!Files.isDirectory(directory)) {
            return List.of(Finding.warning(ROOM, directory + " is not there yet", "start the agent, which makes it"));
        }
        try {
            long free = directory.toFile().getUsableSpace(); // also where nobody knows what is mounted
            long used = used(directory);
            String found = directory + " holds " + mebibytes(used) + " of at most " + mebibytes(2 * config.spoolSize())
                    + " spooled, its disk has " + mebibytes(free) + " left";
            if (free < LEAST) {
                return List.of(Finding.failed(ROOM, found, "make room: without it nothing that comes is kept"));
            }
            return List.of(
                    free + used < 2 * config.spoolSize() || used > config.spoolSize()
                            ? Finding.warning(ROOM, found, "make room, or look why Kafka does not take what is spooled")
                            : Finding.ok(ROOM, found));
        } catch (IOException e) {
            return List.of(Finding.failed(ROOM, directory + ": " + e.getMessage(), "run this as root"));
        }
    }

    private static long used(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(
                            file -> Files.isRegularFile(file) ? file.toFile().length() : 0)
                    .sum();
        }
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
