package io.postern.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/// A mail host's heartbeat. Keyed by host.
///
/// @param started when the collector process started, so that counters can be read as rates
/// @param addresses the host's own addresses: the policy never bans them
public record HostReport(
        String host, Instant at, String version, Instant started, List<SourceReport> sources, List<Address> addresses)
        implements Event {

    public HostReport {
        Require.text(host, "host");
        Require.present(at, "at");
        Require.text(version, "version");
        Require.present(started, "started");
        sources = Require.list(sources);
        addresses = Require.list(addresses);
    }

    /// One followed source. Counters run since the collector started.
    ///
    /// @param name the file as configured
    /// @param position bytes of the current file that are safely in Kafka
    /// @param lagBytes bytes written but not yet shipped
    /// @param lines lines read
    /// @param attempts attempts shipped
    /// @param unparsed lines that look like logins and could not be read
    /// @param lastEvent event time of the newest attempt; null before the first
    /// @param error why the source cannot be read at present; null when all is well
    /// @param mailflow steps of messages shipped
    /// @param dropped lines that could not be kept, because the spool was full
    /// @param ambiguous login lines that name two addresses of which either may be forged: counted for nobody
    public record SourceReport(
            String name,
            long position,
            long lagBytes,
            long lines,
            long attempts,
            long unparsed,
            Instant lastEvent,
            String error,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long mailflow,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long dropped,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long ambiguous) {

        public SourceReport(
                String name,
                long position,
                long lagBytes,
                long lines,
                long attempts,
                long unparsed,
                Instant lastEvent,
                String error) {
            this(name, position, lagBytes, lines, attempts, unparsed, lastEvent, error, 0, 0, 0);
        }

        public SourceReport {
            Require.text(name, "sources.name");
            Require.atLeast(0, position, "sources.position");
            Require.atLeast(0, lagBytes, "sources.lagBytes");
            Require.atLeast(0, lines, "sources.lines");
            Require.atLeast(0, attempts, "sources.attempts");
            Require.atLeast(0, unparsed, "sources.unparsed");
            error = Text.clean(error);
            Require.atLeast(0, mailflow, "sources.mailflow");
            Require.atLeast(0, dropped, "sources.dropped");
            Require.atLeast(0, ambiguous, "sources.ambiguous");
        }
    }
}
