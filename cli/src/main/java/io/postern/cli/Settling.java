package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Waits until everything that a file holds has gone through the whole pipeline.
///
/// The collector has shipped the file to its end, the projections are at the end of every topic, and nothing has moved
/// for a while: what lies between, in the enricher and the policy engine, takes a fraction of that while.
final class Settling {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration STILL = Duration.ofSeconds(2);

    private final PosternApi api;
    private final Path file;

    Settling(PosternApi api, Path file) {
        this.api = api;
        this.file = file;
    }

    /// @return the status at the end
    /// @throws UnreachableException when it has not settled in time; the message says what is behind
    JsonNode await(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        JsonNode before = null;
        long since = System.nanoTime();
        while (true) {
            JsonNode status = api.json("/api/v1/status");
            long now = System.nanoTime();
            if (!movement(status).equals(before)) {
                before = movement(status);
                since = now;
            }
            if (isAtTheEnd(status) && now - since > STILL.toNanos()) {
                return status;
            }
            if (now > deadline) {
                throw new UnreachableException(
                        "the pipeline has not settled after " + limit.toSeconds() + " s: " + status, null);
            }
            Thread.sleep(LOOK);
        }
    }

    private boolean isAtTheEnd(JsonNode status) throws IOException {
        return status.path("settled").asBoolean() && shipped(status).orElse(-1L) == Files.size(file);
    }

    private Optional<Long> shipped(JsonNode status) {
        return StreamSupport.stream(status.path("hosts").spliterator(), false)
                .flatMap(host -> StreamSupport.stream(host.path("sources").spliterator(), false))
                .filter(source -> source.path("name").asText().equals(file.toString()))
                .map(source -> source.path("position").asLong())
                .findFirst();
    }

    /// Heartbeats go on for ever and are no movement.
    private static JsonNode movement(JsonNode status) {
        return status.path("counts");
    }
}
