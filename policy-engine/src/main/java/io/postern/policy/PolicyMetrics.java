package io.postern.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.CommandOutcome;
import io.postern.events.Decision;
import java.util.concurrent.atomic.AtomicInteger;

/// What the engine has done since it started. After an aborted transaction the same attempt is seen again and counted
/// here again; decisions and bans are not.
final class PolicyMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger bansInForce = new AtomicInteger();
    private final Counter read;
    private final Counter counted;
    private final Counter toldAlready;
    private final Counter late;
    private final Counter clamped;
    private final Counter deadLetters;

    PolicyMetrics(MeterRegistry registry) {
        this.registry = registry;
        read = counter("postern.policy.attempts", "Attempts read");
        counted = counter("postern.policy.failures", "Tries with wrong credentials, each counted once");
        toldAlready = counter("postern.policy.told.already", "Failures that another report told of before");
        late = counter("postern.policy.late", "Failures too late to be counted");
        clamped = counter("postern.policy.clamped", "Attempts stamped in the future");
        deadLetters = counter("postern.policy.dead.letters", "Records that could not be read");
        Gauge.builder("postern.policy.bans", bansInForce, AtomicInteger::get)
                .description("Bans in force that this instance looks after")
                .register(registry);
    }

    void read() {
        read.increment();
    }

    void counted(int weight) {
        counted.increment(weight);
    }

    void toldAlready() {
        toldAlready.increment();
    }

    void late() {
        late.increment();
    }

    void clamped() {
        clamped.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }

    void decided(Decision decision) {
        registry.counter(
                        "postern.policy.decisions",
                        "rule",
                        decision.rule(),
                        "effect",
                        decision.effect().wire())
                .increment();
    }

    void answered(CommandOutcome outcome) {
        registry.counter("postern.policy.commands", "result", outcome.result().wire())
                .increment();
    }

    void bansInForce(int more) {
        bansInForce.addAndGet(more);
    }

    void reloaded(boolean taken) {
        registry.counter("postern.policy.reloads", "result", taken ? "taken" : "refused")
                .increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
