package io.postern.collector;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postern.collector.spooling.Spool;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/// What is counted about the logs, each by its source.
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
        counter(
                log,
                "files.damaged",
                "Rotated files of which only a part could be read",
                l -> l.source().counters().damagedFiles());
        counter(log, "attempts", "Attempts handed to Kafka", l -> l.shipping().attempts());
        counter(
                log,
                "unparsed",
                "Login lines that could not be read",
                l -> l.shipping().unparsed());
        counter(
                log,
                "ambiguous",
                "Login lines that name two addresses: counted for nobody",
                l -> l.shipping().ambiguous());
        counter(
                log,
                "mailflow",
                "Steps of messages handed to Kafka",
                l -> l.shipping().mailflow());
        counter(
                log,
                "dropped",
                "Lines that nobody keeps: the spool was full, or a connection ended in the middle of one",
                l -> l.source().counters().dropped());
        Gauge.builder("postern.collector.lag", log, l -> l.source().counters().lag())
                .description("Bytes written to the log but not safely in Kafka")
                .baseUnit("bytes")
                .tag("source", log.name())
                .register(registry);
        Gauge.builder(
                        "postern.collector.unreadable",
                        log,
                        l -> l.source().counters().problem() == null ? 0 : 1)
                .description("1 while the log cannot be read")
                .tag("source", log.name())
                .register(registry);
    }

    void forget(FollowedLog log) {
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("postern.collector."))
                .filter(meter -> log.name().equals(meter.getId().getTag("source")))
                .forEach(registry::remove);
    }

    /// @param refused connections and datagrams of senders that may not send
    void watchRefused(LongSupplier refused) {
        FunctionCounter.builder("postern.collector.syslog.refused", refused, LongSupplier::getAsLong)
                .description("Syslog connections and datagrams from whom may not send")
                .register(registry);
    }

    void watch(String source, Spool spool) {
        Gauge.builder("postern.collector.spool", spool, Spool::size)
                .description("What the spool holds on disk")
                .baseUnit("bytes")
                .tag("source", source)
                .register(registry);
    }

    private void counter(FollowedLog log, String name, String what, ToDoubleFunction<FollowedLog> value) {
        FunctionCounter.builder("postern.collector." + name, log, value)
                .description(what)
                .tag("source", log.name())
                .register(registry);
    }
}
