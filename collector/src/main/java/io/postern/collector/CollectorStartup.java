package io.postern.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.collector.enforcing.HostAgent;
import io.postern.collector.enforcing.Reports;
import io.postern.collector.following.Offsets;
import io.postern.collector.following.Place;
import io.postern.collector.journal.JournalSource;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.reporting.Heartbeat;
import io.postern.collector.shipping.Broker;
import io.postern.collector.shipping.EventProducer;
import io.postern.collector.shipping.LineShipping;
import io.postern.events.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Ties the service together. Nothing waits for Kafka: the process is up at once, live, and ready when it is
/// reached.
@ApplicationScoped
class CollectorStartup {

    private static final Logger LOG = Logger.getLogger(CollectorStartup.class);
    private static final Duration FAREWELL = Duration.ofSeconds(12);

    private final Clock clock = Clock.systemUTC();
    private final CollectorStatus status = new CollectorStatus(System::nanoTime);
    private final CollectorConfig config;
    private final EnforceConfig enforce;
    private final MeterRegistry registry;
    private final Reports reports = new Reports();
    private final Broker broker;
    private final String version;
    private final CollectorMetrics metrics;
    private final FormatsWatch formats;
    private FollowedLogs followed = FollowedLogs.of(List.of());
    private NetworkStartup network;
    private Collector collector;
    private Thread thread;
    private Optional<HostAgent> agent = Optional.empty();

    CollectorStartup(
            CollectorConfig config,
            EnforceConfig enforce,
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version,
            MeterRegistry registry) {
        this.config = config;
        this.enforce = enforce;
        this.registry = registry;
        this.broker = new Broker(servers);
        this.version = version;
        this.metrics = new CollectorMetrics(registry);
        this.formats = FormatsWatch.of(config.formats(), System::nanoTime);
    }

    void start(@Observes StartupEvent event) {
        String host = config.host().orElseGet(HostName::own);
        ParserSettings parsing =
                new ParserSettings(zone(), clock, host, config.refusalMessage().orElse("")).with(formats);
        EventProducer producer =
                new EventProducer(broker::writer, config.maxInFlight(), System::nanoTime, metrics::shipped);
        try {
            Offsets offsets = hasSources() ? Offsets.open(config.stateDirectory()) : null;
            Map<String, Place> saved = offsets == null ? Map.of() : FilesStartup.existing(offsets.load(), config);
            followed = sources(saved, parsing, producer);
            collector = new Collector(
                    followed,
                    producer,
                    new KafkaWatch(producer, () -> connect(producer), status, System.nanoTime()),
                    offsets,
                    saved,
                    new Heartbeat(host, version, clock),
                    new Collector.Pace(config.pollInterval(), config.busyInterval(), config.heartbeat()),
                    maxLine(),
                    status,
                    formats::get,
                    reports,
                    System::nanoTime);
            agent = EnforcingStartup.start(
                    enforce, host, config.stateDirectory(), broker, producer, reports, registry, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("postern.collector.state-directory: " + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().name("postern-collector").start(collector);
    }

    private FollowedLogs sources(Map<String, Place> saved, ParserSettings parsing, EventProducer producer)
            throws IOException {
        Function<String, LineShipping> shipping =
                name -> new LineShipping(name, parsing, producer, config.passdbPatience(), System::nanoTime);
        List<FollowedLog> sources = new ArrayList<>();
        FilesStartup files = new FilesStartup(config, metrics, saved, shipping, System::nanoTime);
        sources.addAll(files.sources());
        if (config.journal().enabled()) {
            sources.add(journal(saved, shipping));
        }
        network = new NetworkStartup(config, metrics, saved, shipping);
        network.start(parsing);
        sources.addAll(network.sources());
        sources.forEach(metrics::watch);
        LOG.info(
                sources.isEmpty()
                        ? "Nothing to follow (postern.collector.files)"
                        : "Following " + sources.stream().map(FollowedLog::name).toList());
        FollowedLogs logs = new FollowedLogs(sources, files, config.rotationPatience(), System::nanoTime);
        logs.look();
        files.started();
        return logs;
    }

    private boolean hasSources() {
        return FilesStartup.isWanted(config) || config.journal().enabled() || NetworkStartup.isWanted(config);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (network != null) {
            network.close();
        }
        if (collector == null) {
            return;
        }
        if (agent.isPresent()) {
            agent.get().close(); // its last words go with the collector's
        }
        collector.stop();
        if (!thread.join(FAREWELL)) {
            LOG.warn("The collector does not end; interrupting it");
            thread.interrupt();
        }
    }

    /// Live as long as the files are looked at.
    boolean isRunning() {
        return thread != null && thread.isAlive();
    }

    CollectorStatus status() {
        return status;
    }

    /// What is followed; empty before the start.
    List<FollowedLog> followed() {
        return followed.all();
    }

    /// Empty unless this host enforces.
    Optional<HostAgent> agent() {
        return agent;
    }

    /// Null before the start.
    NetworkStartup network() {
        return network;
    }

    private FollowedLog journal(Map<String, Place> saved, Function<String, LineShipping> shipping) {
        LineShipping ships = shipping.apply("journal");
        CollectorConfig.Journal journal = config.journal();
        JournalSource.Settings following = new JournalSource.Settings(
                journal.command(), journal.directory().orElse(null), journal.matches(), config.startAt(), maxLine());
        Place remembered = saved.getOrDefault("journal", Place.NONE);
        return new FollowedLog(new JournalSource(following, remembered.cursor(), ships, System::nanoTime), ships);
    }

    private int maxLine() {
        return Math.toIntExact(config.maxLine().asLongValue());
    }

    private ZoneId zone() {
        try {
            return config.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("postern.collector.zone: " + e.getMessage(), e);
        }
    }

    private void connect(EventProducer producer) throws Exception {
        boolean enforces = EnforcingStartup.isWanted(enforce);
        broker.ensureTopics(enforces ? List.of(Topic.BANS, Topic.ENFORCEMENTS) : List.of())
                .forEach(LOG::warn);
        producer.connect(enforces ? List.of(Topic.ENFORCEMENTS) : List.of());
    }
}
