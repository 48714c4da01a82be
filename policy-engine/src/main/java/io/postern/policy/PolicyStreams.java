package io.postern.policy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.SpecialPurpose;
import io.postern.policy.lists.Lists;
import io.postern.policy.lists.ListsFolder;
import io.postern.policy.rules.Rulebook;
import io.postern.policy.rules.RulesFolder;
import io.postern.policy.rules.RulesRefusedException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The service in its process: reads the rules or refuses to start, runs the engine, takes up changed rules.
@ApplicationScoped
class PolicyStreams {

    private static final Logger LOG = Logger.getLogger(PolicyStreams.class);

    private final PolicyConfig config;
    private final Map<String, Object> kafka;
    private final MeterRegistry registry;
    private final PolicyMetrics metrics;
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("postern-policy-rules").daemon().factory());
    private volatile RulesFolder rules;
    private volatile ListsFolder lists;
    private volatile EngineStreams engine;

    PolicyStreams(
            PolicyConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry registry) {
        this.config = config;
        this.kafka = kafka;
        this.registry = registry;
        this.metrics = new PolicyMetrics(registry);
    }

    void start(@Observes StartupEvent event) throws IOException {
        rules = open(config.rulesDirectory());
        describe(rules.current());
        Path copies = config.stateDirectory().resolve("feeds");
        lists = openLists(config.rulesDirectory(), copies);
        describe(lists.current());
        engine = new EngineStreams(
                () -> PolicyTopology.of(
                        new PolicyTopology.Settings(
                                rules::current,
                                lists::current,
                                SpecialPurpose.except(config.treatAsPublic().orElse(List.of())),
                                config.lateness(),
                                config.maxUnreadable(),
                                config.state()),
                        metrics),
                StreamsSettingsConfig.of(
                        kafka,
                        config.stateDirectory(),
                        InstanceName.of(config.stateDirectory(), config.instance()),
                        config.threads(),
                        config.commitInterval(),
                        config.stateMemory()));
        Gauge.builder("postern.policy.lag", engine, EngineStreams::lag)
                .description("Attempts not counted yet")
                .register(registry);
        engine.start();
        ScheduledFuture<?> _ = watching.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
    }

    /// Better no engine than one that guesses what its operator meant.
    private static RulesFolder open(Path directory) {
        try {
            return RulesFolder.open(directory);
        } catch (RulesRefusedException e) {
            throw new ConfigurationException("the rules in " + directory + " are refused:\n" + e.getMessage());
        }
    }

    private static ListsFolder openLists(Path directory, Path copies) {
        try {
            return ListsFolder.open(directory, copies);
        } catch (RulesRefusedException e) {
            throw new ConfigurationException("the lists in " + directory + " are refused:\n" + e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        watching.shutdownNow();
        if (engine != null) {
            engine.close();
        }
    }

    private void watch() {
        try {
            takeUpChanges();
        } catch (RuntimeException e) {
            LOG.error("looking for changed rules failed; looking again in a second", e);
        }
    }

    private void takeUpChanges() {
        take(rules.poll(), "rules", () -> describe(rules.current()), rules::refusal);
        take(lists.poll(), "lists", () -> describe(lists.current()), lists::refusal);
    }

    private void take(
            RulesFolder.Change change, String what, Runnable describe, Supplier<Optional<String>> refusal) {
        switch (change) {
            case NONE -> {}
            case TAKEN -> {
                metrics.reloaded(true);
                describe.run();
            }
            case REFUSED -> {
                metrics.reloaded(false);
                LOG.errorf(
                        "the changed %s are refused and the old ones stay in force:%n%s",
                        what, refusal.get().orElse(""));
            }
        }
    }

    private static void describe(Lists lists) {
        if (!lists.isEmpty()) {
            LOG.infof("lists in force lists=%s", lists.described());
        }
    }

    private static void describe(Rulebook book) {
        LOG.infof(
                "rules in force rules=%s from=%s allowed=%d",
                book.rules().stream().map(rule -> rule.name()).toList(),
                book.origin(),
                book.allowList().size());
    }

    /// Why the engine has stopped for good; empty as long as it has not.
    Optional<Throwable> fault() {
        return Optional.ofNullable(engine).flatMap(EngineStreams::fault);
    }

    String state() {
        return engine == null ? "NOT_STARTED" : engine.state();
    }

    /// Whether it counts and has no backlog to speak of.
    boolean isReady() {
        return engine != null && engine.isRunning() && engine.lag() <= config.readyLag();
    }

    /// Why the newest rules are not in force; empty when they are.
    Optional<String> refusal() {
        return Optional.ofNullable(rules)
                .flatMap(RulesFolder::refusal)
                .or(() -> Optional.ofNullable(lists).flatMap(ListsFolder::refusal));
    }
}
