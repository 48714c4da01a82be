package io.postern.collector;

import io.postern.collector.following.Start;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings for a test: short times, everything in one directory.
record Given(Path directory, List<Path> logs) implements CollectorConfig {

    @Override
    public Optional<List<Path>> files() {
        return Optional.of(logs);
    }

    @Override
    public Path stateDirectory() {
        return directory.resolve("state");
    }

    @Override
    public Optional<String> host() {
        return Optional.of("mx1.example.org");
    }

    @Override
    public Optional<String> zone() {
        return Optional.of("UTC");
    }

    @Override
    public Start startAt() {
        return Start.BEGINNING;
    }

    @Override
    public Duration pollInterval() {
        return Duration.ofMillis(20);
    }

    @Override
    public Duration heartbeat() {
        return Duration.ofMillis(200);
    }

    @Override
    public MemorySize maxLine() {
        return new MemorySize(BigInteger.valueOf(65_536));
    }

    @Override
    public Duration rotationPatience() {
        return Duration.ofMillis(200);
    }

    @Override
    public Duration passdbPatience() {
        return Duration.ofSeconds(3);
    }

    @Override
    public int maxInFlight() {
        return 256;
    }

    @Override
    public Optional<String> refusalMessage() {
        return Optional.empty();
    }
}
