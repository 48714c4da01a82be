package io.postern.collector;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/// What is counted about the logs, each by its file.
final class CollectorMetrics {

    private final MeterRegistry registry;
    private final Timer shipping;

    CollectorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.shipping = Timer.builder("postern.collector.shipping")
                .description("Time from handing an attempt to Kafka to its confirmation")
                .publishPercentileHistogram(false)
                .register(registry);
    }

    void shipped(Duration time) {
        shipping.record(time);
    }

    void watch(FollowedLog log) {
        counter(log, "lines", "Lines read", l -> l.source().counters().lines());
        counter(
                log,
                "lines.cut",
                "Lines cut because they were too long",
                l -> l.source().counters().cut());
        counter(log, "attempts", "Attempts handed to Kafka", l -> l.shipping().attempts());
        counter(
                log,
                "unparsed",
                "Login lines that could not be read",
                l -> l.shipping().unparsed());
        Gauge.builder("postern.collector.lag", log, l -> l.source().counters().lag())
                .description("Bytes written to the log but not safely in Kafka")
                .baseUnit("bytes")
                .tag("file", log.name())
                .register(registry);
        Gauge.builder(
                        "postern.collector.unreadable",
                        log,
                        l -> l.source().counters().problem() == null ? 0 : 1)
                .description("1 while the log cannot be read")
                .tag("file", log.name())
                .register(registry);
    }

    private void counter(FollowedLog log, String name, String what, ToDoubleFunction<FollowedLog> value) {
        FunctionCounter.builder("postern.collector." + name, log, value)
                .description(what)
                .tag("file", log.name())
                .register(registry);
    }
}
