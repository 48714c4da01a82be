package io.postern.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where a guard writes the process id of its child.
record PidFile(Path path) {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
    private static final Duration START_TIMES_ARE_OFF_BY = Duration.ofSeconds(2);

    boolean written() throws IOException {
        return Files.exists(path) && Files.size(path) > 0;
    }

    long pid() {
        try {
            return Long.parseLong(Files.readString(path).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// After a `kill -9` of the launcher its children need a moment to end; a second set must not meet them.
    void awaitEarlierOne() throws IOException, InterruptedException {
        if (!written()) {
            return;
        }
        Instant writtenAt = Files.getLastModifiedTime(path).toInstant().plus(START_TIMES_ARE_OFF_BY);
        ProcessHandle earlier = ProcessHandle.of(pid())
                .filter(process -> process.info().startInstant().stream().allMatch(writtenAt::isAfter))
                .orElse(null);
        if (earlier == null) {
            return; // gone; or its number belongs to a younger process
        }
        try {
            earlier.onExit().get(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ComponentFailedException(
                    "process " + earlier.pid() + ", left from an earlier start, still runs; stop it first", e);
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(path);
    }
}
