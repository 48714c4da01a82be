package io.postern.cli.doctor;

import io.postern.collector.following.PatternSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Patterns of logs, as the agent takes them.
final class Patterns {

    private Patterns() {}

    static boolean isPattern(Path path) {
        return PatternSource.isPattern(path);
    }

    static List<Path> matching(Path pattern) {
        return List.copyOf(new PatternSource(pattern.toAbsolutePath(), () -> 0).look(Set.of()));
    }
}
