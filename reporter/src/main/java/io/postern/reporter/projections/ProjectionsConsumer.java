package io.postern.reporter.projections;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.reporter.ReporterConfig;
import io.postern.reporter.Time;
import io.postern.reporter.database.DatabaseAwayException;
import io.postern.reporter.database.DatabaseClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/// The one way in: a thread that reads the topics and hands them, batch by batch, to the projections.
///
/// A plain consumer rather than messaging channels, because the offsets live in PostgreSQL: nothing is ever committed
/// to Kafka, and the group only shares partitions out among replicas.
@Singleton
public class ProjectionsConsumer {

    private static final Logger LOG = Logger.getLogger(ProjectionsConsumer.class);

    private final ReporterConfig config;
    private final DatabaseClient database;
    private final TopicsClient topics;
    private final Map<String, Object> kafka;
    private final MeterRegistry metrics;
    private final Progress progress;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("reporter-projections").unstarted(this::run);

    @Inject
    ProjectionsConsumer(
            ReporterConfig config,
            DatabaseClient database,
            TopicsClient topics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry metrics) {
        this.config = config;
        this.database = database;
        this.topics = topics;
        this.kafka = kafka;
        this.metrics = metrics;
        this.progress = new Progress(metrics);
    }

    public ProjectionState state() {
        return thread.isAlive() || progress.state() == ProjectionState.GIVEN_UP
                ? progress.state()
                : ProjectionState.STOPPED;
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stop.countDown();
        thread.join(5_000);
        thread.interrupt();
    }

    private void run() {
        Backoff backoff = new Backoff(config.retryAtMost());
        try {
            prepare(backoff);
            while (!isStopping(0)) {
                try (var deadLetters = DeadLettersProducer.to(kafka, metrics, Time.CLOCK);
                        var batches = batches(deadLetters, backoff)) {
                    while (!isStopping(0)) {
                        batches.step();
                    }
                } catch (KafkaException e) {
                    progress.waiting(e);
                    isStopping(backoff.next().toMillis());
                }
            }
            progress.ended(ProjectionState.STOPPED);
        } catch (UnreadableException e) {
            progress.ended(ProjectionState.GIVEN_UP);
            LOG.errorf("projections given up, see the dead letters: why=%s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("projections ended by a fault of ours", e); // no longer live: whoever watches starts us again
        }
    }

    private void prepare(Backoff backoff) throws InterruptedException {
        while (!isStopping(0)) {
            try {
                database.migrate();
                topics.ensure().forEach(LOG::warn);
                backoff.reset();
                return;
            } catch (DatabaseAwayException | KafkaException e) {
                if (backoff.isFresh()) {
                    LOG.warnf("not ready, trying again until it works: why=%s", e.getMessage());
                }
                isStopping(backoff.next().toMillis());
            }
        }
    }

    private BatchesConsumer batches(DeadLettersProducer deadLetters, Backoff backoff) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("group.id", "postern-reporter");
        settings.put("client.id", "postern-reporter");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest"); // when what was stored is no longer there
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", config.batch());
        settings.put("session.timeout.ms", 10_000); // a killed replica's partitions wait for this long
        settings.put("heartbeat.interval.ms", 2_000);
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var laidAside = new LaidAside(deadLetters, config.poisonLimit());
        return new BatchesConsumer(consumer, database, laidAside, progress, backoff);
    }

    /// Waits for the given time at most; true when it is time to go.
    private boolean isStopping(long millis) throws InterruptedException {
        return stop.await(millis, TimeUnit.MILLISECONDS);
    }
}
