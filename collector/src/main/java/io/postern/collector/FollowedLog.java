package io.postern.collector;

import io.postern.collector.following.Source;
import io.postern.collector.following.SourceCounters;
import io.postern.collector.shipping.AttemptShipping;
import io.postern.events.HostReport.SourceReport;

/// One log: where its lines come from, and where they go.
record FollowedLog(Source source, AttemptShipping shipping) {

    String name() {
        return source.path().toString();
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
                counters.problem());
    }
}
