package io.postern.enricher;

import io.postern.enricher.lookups.SharedCache;
import io.postern.events.Topic;
import io.postern.events.TopicCreation;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.ChannelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Sees to it that the topics are there before the first record is read; waits for a broker that is away.
@ApplicationScoped
class TopicsStartup {

    private static final Logger LOG = Logger.getLogger(TopicsStartup.class);
    private static final List<Topic<?>> TOPICS =
            List.of(Topic.ATTEMPTS, Topic.ENRICHED, Topic.PROFILES, Topic.DEAD_LETTERS);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String brokers;
    private final ChannelRegistry channels;
    private final SharedCache shared;
    private volatile Thread work;
    private volatile boolean ready;

    TopicsStartup(
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            ChannelRegistry channels,
            SharedCache shared) {
        this.brokers = brokers;
        this.channels = channels;
        this.shared = shared;
    }

    void start(@Observes StartupEvent event) {
        work = Thread.ofVirtual().name("enricher-topics").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (work != null) {
            work.interrupt();
            work.join(Duration.ofSeconds(2));
        }
    }

    /// Whether records are being read.
    boolean isReady() {
        return ready;
    }

    private void run() {
        try {
            createTopics();
            shared.connect(Duration.ofSeconds(2)).toCompletableFuture().join();
            channels.getPausable(AttemptConsumer.CHANNEL).resume();
            ready = true;
        } catch (InterruptedException | CancellationException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void createTopics() throws InterruptedException {
        Duration pause = Duration.ofMillis(500);
        for (int attempt = 1; ; attempt++) {
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000))) {
                TopicCreation.ensure(admin, TOPICS).forEach(LOG::warn);
                if (attempt > 1) {
                    LOG.infof("Kafka answers: servers=%s", brokers);
                }
                return;
            } catch (ExecutionException | KafkaException e) { // the latter when no broker's name can be resolved
                if (attempt == 1) {
                    LOG.warnf(
                            "Kafka is away or refuses; the enricher waits for it: servers=%s error=%s",
                            brokers, e.getCause() == null ? e : e.getCause());
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
