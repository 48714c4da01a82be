package io.postern.collector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.postern.collector.enforcing.AgentStatus;
import io.postern.collector.enforcing.HostAgent;
import io.postern.collector.enforcing.Reports;
import io.postern.events.Enforcement;
import io.postern.events.EnforcementEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// What is counted about the bans on this host. Addresses are in the events, never here.
final class EnforcingMetrics implements Consumer<EnforcementEvent> {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    EnforcingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(EnforcementEvent event) {
        String enforcer = event.enforcer() == null ? "all" : event.enforcer();
        switch (event.enforcement()) {
            case Enforcement.BanApplied applied -> {
                counter(
                                "applied",
                                "Bans put in force",
                                enforcer,
                                "occasion",
                                applied.occasion().wire())
                        .increment();
                if (applied.sinceWritten() != null) {
                    delay(enforcer)
                            .record(Duration.ofNanos(
                                    Math.max(0, applied.sinceWritten().toNanos())));
                }
            }
            case Enforcement.BanLifted lifted ->
                counter(
                                "lifted",
                                "Networks let in again",
                                enforcer,
                                "cause",
                                lifted.cause().wire())
                        .increment();
            case Enforcement.BanRefused refused ->
                registry.counter("postern.enforcement.refused").increment();
            case Enforcement.EnforcementFailed failed ->
                registry.counter("postern.enforcement.failed", "enforcer", enforcer)
                        .increment();
        }
    }

    private Counter counter(String name, String what, String enforcer, String tag, String value) {
        return Counter.builder("postern.enforcement." + name)
                .description(what)
                .tag("enforcer", enforcer)
                .tag(tag, value)
                .register(registry);
    }

    private Timer delay(String enforcer) {
        return Timer.builder("postern.enforcement.delay")
                .description("Time from a ban's appearance in its topic to its being in force here")
                .tag("enforcer", enforcer)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    void watch(HostAgent agent, Reports reports) {
        for (AgentStatus.EnforcerStatus enforcer : agent.status().enforcers()) {
            String name = enforcer.name();
            gauge(agent, "bans", "Networks in force", name, AgentStatus.EnforcerStatus::inForce);
            gauge(agent, "waiting", "Changes still to be made", name, AgentStatus.EnforcerStatus::waiting);
            gauge(agent, "failing", "1 while something cannot be done", name, e -> e.trouble() == null ? 0 : 1);
        }
        TimeGauge.builder(
                        "postern.enforcement.clock.ahead",
                        agent,
                        TimeUnit.MILLISECONDS,
                        a -> a.status().clockAhead().toMillis())
                .description("How far this host's clock is ahead of the cluster's")
                .register(registry);
        Gauge.builder("postern.enforcement.events.waiting", reports, Reports::waiting)
                .description("Events that wait for Kafka")
                .register(registry);
        FunctionCounter.builder("postern.enforcement.events.dropped", reports, Reports::dropped)
                .description("Events dropped because Kafka was away for too long")
                .register(registry);
    }

    private void gauge(
            HostAgent agent,
            String name,
            String what,
            String enforcer,
            ToDoubleFunction<AgentStatus.EnforcerStatus> value) {
        Gauge.builder(
                        "postern.enforcement." + name,
                        agent,
                        a -> a.status().enforcers().stream()
                                .filter(status -> status.name().equals(enforcer))
                                .mapToDouble(value)
                                .sum())
                .description(what)
                .tag("enforcer", enforcer)
                .register(registry);
    }
}
