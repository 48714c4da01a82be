package io.postern.reporter.status;

import java.time.Instant;
import java.util.List;

/// Everything `postern status` shows.
record Status(
        Instant at,
        String zone,
        boolean settled,
        String projecting,
        Part database,
        Part kafka,
        Counts counts,
        List<HostState> hosts,
        List<TopicState> topics) {

    /// @param problem null when ok
    record Part(boolean ok, String problem) {
        static final Part OK = new Part(true, null);
    }

    /// @param tellings rows: several sources tell of the same attempt
    record Counts(
            long attempts, long failed, long tellings, long clients, long decisions, long bans, long bansInForce) {}

    /// Offsets are summed over the topic's partitions.
    record TopicState(String topic, long position, Long end, Long lag) {}
}
