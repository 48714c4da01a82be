package io.postern.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.collector.following.FileSource;
import io.postern.collector.following.Offsets;
import io.postern.collector.following.Place;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.reporting.Heartbeat;
import io.postern.collector.shipping.Broker;
import io.postern.collector.shipping.EventProducer;
import io.postern.collector.shipping.LineShipping;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Ties the service together. Nothing waits for Kafka: the process is up at once, live, and ready when it is reached.
@ApplicationScoped
class CollectorStartup {

    private static final Logger LOG = Logger.getLogger(CollectorStartup.class);
    private static final Duration FAREWELL = Duration.ofSeconds(12);

    private final Clock clock = Clock.systemUTC();
    private final CollectorStatus status = new CollectorStatus(System::nanoTime);
    private final CollectorConfig config;
    private final Broker broker;
    private final String version;
    private final CollectorMetrics metrics;
    private Collector collector;
    private Thread thread;

    CollectorStartup(
            CollectorConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version,
            MeterRegistry registry) {
        this.config = config;
        this.broker = new Broker(servers);
        this.version = version;
        this.metrics = new CollectorMetrics(registry);
    }

    void start(@Observes StartupEvent event) {
        List<Path> files = files();
        LOG.info(files.isEmpty() ? "No files to follow (postern.collector.files)" : "Following " + files);
        String host = config.host().orElseGet(HostName::own);
        EventProducer producer =
                new EventProducer(broker.writer(), config.maxInFlight(), System::nanoTime, metrics::shipped);
        try {
            Offsets offsets = files.isEmpty() ? null : Offsets.open(config.stateDirectory());
            Map<String, Place> saved = offsets == null ? Map.of() : offsets.load();
            List<FollowedLog> logs = files.stream()
                    .map(file -> log(file, saved.getOrDefault(file.toString(), Place.NONE), host, producer))
                    .toList();
            logs.forEach(metrics::watch);
            collector = new Collector(
                    logs,
                    producer,
                    new KafkaWatch(producer, () -> connect(producer), status, System.nanoTime()),
                    offsets,
                    saved,
                    new Heartbeat(host, version, clock),
                    new Collector.Pace(config.pollInterval(), config.heartbeat()),
                    Math.toIntExact(config.maxLine().asLongValue()),
                    status,
                    System::nanoTime);
        } catch (IOException e) {
            producer.close();
            throw new UncheckedIOException("postern.collector.state-directory: " + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().name("postern-collector").start(collector);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (collector == null) {
            return;
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

    List<Path> files() {
        return config.files().orElse(List.of()).stream()
                .map(file -> file.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    private FollowedLog log(Path file, Place remembered, String host, EventProducer producer) {
        ParserSettings settings =
                new ParserSettings(zone(), clock, host, config.refusalMessage().orElse(""));
        LineShipping shipping = new LineShipping(file, settings, producer, config.passdbPatience(), System::nanoTime);
        FileSource.Settings following = new FileSource.Settings(
                Math.toIntExact(config.maxLine().asLongValue()), config.startAt(), config.rotationPatience());
        return new FollowedLog(
                new FileSource(file, remembered.files(), shipping, following, System::nanoTime), shipping);
    }

    private ZoneId zone() {
        try {
            return config.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("postern.collector.zone: " + e.getMessage(), e);
        }
    }

    private void connect(EventProducer producer) throws Exception {
        broker.ensureTopics().forEach(LOG::warn);
        producer.findPartitions();
    }
}
