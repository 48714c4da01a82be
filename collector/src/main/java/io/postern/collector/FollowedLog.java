package io.postern.collector;

import io.postern.collector.following.LineSource;
import io.postern.collector.following.SourceCounters;
import io.postern.collector.shipping.LineShipping;
import io.postern.events.HostReport.SourceReport;

/// One log: where its lines come from, and where they go.
record FollowedLog(LineSource source, LineShipping shipping) {

    String name() {
        return source.name();
    }

    SourceReport report() {
        SourceCounters counters = source.counters();
        return new SourceReport(
                name(),
                counters.position(),
                counters.lag(),
                counters.lines(),
                shipping.attempts(),
                shipping.unparsed(),
                shipping.lastEvent(),
                counters.problem(),
                shipping.mailflow(),
                counters.dropped(),
                shipping.ambiguous());
    }
}
