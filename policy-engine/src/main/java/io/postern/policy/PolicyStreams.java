package io.postern.policy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import io.postern.events.Subject;
import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.deciding.Distance;
import io.postern.policy.deciding.Exemptions;
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
import java.time.Clock;
import java.time.Instant;
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

    private final Clock clock = Clock.systemUTC();
    private final PolicyConfig config;
    private final Map<String, Object> kafka;
    private final MeterRegistry registry;
    private final PolicyMetrics metrics;
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("postern-policy-rules").daemon().factory());
    /// Apart from the other: a server that is slow to answer must not keep changed rules waiting.
    private final ScheduledExecutorService fetching = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("postern-policy-feeds").daemon().factory());

    private volatile RulesFolder rules;
    private volatile ListsFolder lists;
    private volatile FeedsClient feeds;
    private volatile Exemptions exemptions;
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
        feeds = new FeedsClient(copies, registry);
        PolicyTopology.Settings settings = new PolicyTopology.Settings(
                rules::current,
                lists::current,
                SpecialPurpose.except(config.treatAsPublic().orElse(List.of())),
                config.lateness(),
                config.maxUnreadable(),
                config.state());
        exemptions = settings.exemptions();
        engine = new EngineStreams(
                () -> PolicyTopology.of(settings, metrics),
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
        ScheduledFuture<?> _ = fetching.scheduleWithFixedDelay(this::fetch, 1, 30, TimeUnit.SECONDS);
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
        fetching.shutdownNow();
        if (engine != null) {
            engine.close();
        }
    }

    private void fetch() {
        try {
            feeds.refresh(lists.feeds(), clock.instant());
        } catch (RuntimeException e) {
            LOG.error("refreshing the feeds failed; trying again later", e);
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

    private void take(RulesFolder.Change change, String what, Runnable describe, Supplier<Optional<String>> refusal) {
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

    /// Why no ban of it can follow, in words.
    Optional<String> exemption(Subject subject) {
        Network network = switch (subject) {
            case Subject.Client(var address) -> Network.of(address);
            case Subject.Login(var client, var _) -> Network.of(client);
            case Subject.Range(Network range) -> range;
            case Subject.Account _, Subject.Asn _ -> null;
        };
        return network == null ? Optional.empty() : exemptions.of(network, clock.instant());
    }

    /// How far it is from the limit of each rule that counts for it, as far as this instance counts it.
    List<Distance> distances(Subject subject) {
        Instant now = clock.instant();
        boolean ofOneClient = subject instanceof Subject.Client || subject instanceof Subject.Login;
        SubjectCounts counts = engine.<SubjectCounts>stored(
                        ofOneClient ? StateTopology.COUNTS : StateTopology.SUBJECT_COUNTS, subject.key())
                .orElse(SubjectCounts.NONE);
        return Distance.of(subject, counts, rules.current().rules(), exemptions.standing(), now);
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
