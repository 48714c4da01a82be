package io.postern.collector.reporting;

import io.postern.events.HostReport;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Says every so often what is to be known about this host.
public final class Heartbeat {

    private final String host;
    private final String version;
    private final Clock clock;
    private final Instant started;

    public Heartbeat(String host, String version, Clock clock) {
        this.host = host;
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
    }

    public HostReport report(List<HostReport.SourceReport> sources) {
        return new HostReport(host, clock.instant(), version, started, sources, LocalAddresses.now());
    }
}
