package io.postern.reporter.status;

import java.time.Instant;
import java.util.List;

/// A mail host as its last heartbeat has it. Counters run since its collector started.
public record HostState(
        String host,
        Instant lastReport,
        boolean silent,
        String version,
        Instant started,
        long lagBytes,
        long lines,
        long attempts,
        long unparsed,
        List<SourceState> sources) {

    /// One followed file.
    public record SourceState(
            String name,
            long position,
            long lagBytes,
            long lines,
            long attempts,
            long unparsed,
            Instant lastEvent,
            String error) {}
}
