package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;

/// Waits until everything that a file holds has gone through the whole pipeline.
///
/// The collector has shipped the file to its end, the projections are at the end of every topic, and nothing has moved
/// for a while. What lies between, in the enricher and the policy engine, takes a fraction of that while, unless the
/// machine is very busy: so as long as bans are missing that were expected, the patience is used up before saying so.
final class Settling {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration STILL = Duration.ofSeconds(2);

    private final PosternApi api;
    private final Path file;
    private final int expectedBans;

    Settling(PosternApi api, Path file, int expectedBans) {
        this.api = api;
        this.file = file;
        this.expectedBans = expectedBans;
    }

    /// @return the status at the end
    /// @throws UnreachableException when it has not settled in time; the message says what is behind
    JsonNode await(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        JsonNode counts = null;
        long since = System.nanoTime();
        while (true) {
            JsonNode status = api.json("/api/v1/status");
            long now = System.nanoTime();
            if (!status.path("counts").equals(counts)) { // heartbeats go on for ever and are no movement
                counts = status.path("counts");
                since = now;
            }
            boolean still = isAtTheEnd(status) && now - since > STILL.toNanos();
            if (still && (counts.path("bans").asInt() >= expectedBans || now > deadline)) {
                return status;
            }
            if (now > deadline) {
                throw new UnreachableException(
                        "the pipeline has not settled after " + patience.toSeconds() + " s: " + status, null);
            }
            Thread.sleep(LOOK);
        }
    }

    private boolean isAtTheEnd(JsonNode status) throws IOException {
        return status.path("settled").asBoolean() && shipped(status) == Files.size(file);
    }

    private long shipped(JsonNode status) {
        return StreamSupport.stream(status.path("hosts").spliterator(), false)
                .flatMap(host -> StreamSupport.stream(host.path("sources").spliterator(), false))
                .filter(source -> source.path("name").asText().equals(file.toString()))
                .mapToLong(source -> source.path("position").asLong())
                .findFirst()
                .orElse(-1);
    }
}
