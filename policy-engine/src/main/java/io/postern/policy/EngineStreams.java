package io.postern.policy;

import io.postern.events.Topic;
import io.postern.events.TopicCreation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jboss.logging.Logger;

/// Runs the topology and keeps it running: topics first, again after a broker was away, and not at all after a
/// fault of
/// its own, which a restart would only repeat.
final class EngineStreams implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EngineStreams.class);

    private static final List<Topic<?>> TOPICS = List.of(
            Topic.ENRICHED,
            Topic.PROFILES,
            Topic.COMMANDS,
            Topic.OUTCOMES,
            Topic.LISTS,
            Topic.HOSTS,
            Topic.DECISIONS,
            Topic.BANS,
            Topic.DEAD_LETTERS);

    /// Kafka's metrics write dots in topic names as they are or, as they once did, as underscores.
    private static final Set<String> ENRICHED_NAMES =
            Set.of(Topic.ENRICHED.name(), Topic.ENRICHED.name().replace('.', '_'));

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Topology> topology;
    private final Map<String, Object> settings;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile KafkaStreams streams;
    private volatile Throwable fault;

    /// @param settings of Kafka Streams
    EngineStreams(Supplier<Topology> topology, Map<String, Object> settings) {
        this.topology = topology;
        this.settings = settings;
        this.thread = Thread.ofPlatform().name("postern-policy-engine").daemon().unstarted(this::run);
    }

    /// Returns at once; the broker may be away.
    void start() {
        thread.start();
    }

    /// Why the engine has stopped for good; empty as long as it has not.
    Optional<Throwable> fault() {
        return Optional.ofNullable(fault);
    }

    /// In words; `RUNNING` when it counts.
    String state() {
        KafkaStreams current = streams;
        return current == null ? "WAITING_FOR_BROKER" : current.state().name();
    }

    boolean isRunning() {
        KafkaStreams current = streams;
        return current != null && current.state() == KafkaStreams.State.RUNNING;
    }

    /// What this instance has in a store under a key; empty when it has nothing, or does not run.
    <V> Optional<V> stored(String store, String key) {
        KafkaStreams current = streams;
        if (current == null || !isRunning()) {
            return Optional.empty();
        }
        return Optional.ofNullable(current.store(
                        StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<String, V>keyValueStore()))
                .get(key));
    }

    /// Attempts in the topic that are not counted yet.
    long lag() {
        return lags().values().stream().mapToLong(Long::longValue).sum();
    }

    /// The same by partition, for those of which something was read.
    Map<String, Long> lags() {
        Map<String, Long> lags = new HashMap<>();
        KafkaStreams current = streams;
        if (current != null) {
            current.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("records-lag"))
                    .filter(metric ->
                            ENRICHED_NAMES.contains(metric.metricName().tags().get("topic")))
                    .forEach(metric -> lags.merge(
                            metric.metricName().tags().get("partition"), wholeNumber(metric.metricValue()), Math::max));
        }
        return lags;
    }

    private static long wholeNumber(Object metric) {
        return metric instanceof Double value && !value.isNaN() ? value.longValue() : 0;
    }

    private void run() {
        try {
            while (!isStopped() && createTopics() && runUntilItEnds()) {
                LOG.warn("starting the engine over");
                pause(LONGEST_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            stoppedBy(e);
        }
    }

    /// @return false when stopped meanwhile
    private boolean createTopics() throws InterruptedException {
        boolean complained = false;
        for (Duration pause = FIRST_PAUSE; !isStopped(); pause = longer(pause)) {
            try (Admin admin = Admin.create(adminSettings())) {
                TopicCreation.ensure(admin, TOPICS).forEach(LOG::warn);
                if (complained) {
                    LOG.info("the broker answers");
                }
                return true;
            } catch (ExecutionException | KafkaException e) { // a name that cannot be resolved is a KafkaException
                if (!complained) {
                    LOG.warnf(
                            "the broker does not answer, trying on servers=%s why=%s",
                            settings.get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG),
                            rootOf(e).getMessage());
                    complained = true;
                }
            }
            pause(pause);
        }
        return false;
    }

    /// @return whether it is worth another try
    private boolean runUntilItEnds() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Properties properties = new Properties();
        properties.putAll(settings);
        try (KafkaStreams current = new KafkaStreams(topology.get(), properties)) {
            current.setUncaughtExceptionHandler(this::respond);
            current.setStateListener((now, before) -> {
                LOG.debugf("the engine's state changed from=%s to=%s", before, now);
                if (now == KafkaStreams.State.RUNNING) {
                    LOG.info("the engine counts");
                }
                if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                    ended.countDown();
                }
            });
            streams = current;
            if (!isStopped()) {
                current.start();
                ended.await();
            }
        } catch (KafkaException e) { // another process still has the state directory, for one
            LOG.warnf("the engine cannot start why=%s", rootOf(e).getMessage());
        }
        return !isStopped() && fault == null;
    }

    /// What Kafka could not do it may be able to do later; what we could not do we shall never.
    private StreamThreadExceptionResponse respond(Throwable e) {
        Throwable root = rootOf(e);
        if (root instanceof RetriableException) {
            LOG.warnf("the broker made a counting thread fail; another takes its place why=%s", root);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (isKafkas(e)) {
            LOG.warnf("Kafka made the engine fail why=%s", root);
        } else {
            stoppedBy(e);
        }
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /// A certificate that cannot be read, for one, lies below the client's own exception.
    private static boolean isKafkas(Throwable e) {
        for (Throwable link = e; link != null; link = link.getCause()) {
            if (link instanceof KafkaException && !(link instanceof StreamsException)) {
                return true;
            }
        }
        return false;
    }

    private void stoppedBy(Throwable e) {
        fault = rootOf(e);
        LOG.errorf(e, "the engine has stopped and must be restarted once the cause is gone why=%s", fault);
    }

    /// Clean: what was counted is committed, and the group waits for this instance to come back.
    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        KafkaStreams current = streams;
        if (current != null && !current.close(PATIENCE)) {
            LOG.warn("the engine does not end in time; what is not committed will be counted at the next start");
        }
        thread.join(PATIENCE);
    }

    private Map<String, Object> adminSettings() {
        Map<String, Object> admin = new HashMap<>();
        settings.forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key)) {
                admin.put(key, value);
            }
        });
        admin.put(CommonClientConfigs.CLIENT_ID_CONFIG, StreamsSettingsConfig.APPLICATION + "-topics");
        admin.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        admin.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return admin;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /// Ends early when stopped.
    private void pause(Duration time) throws InterruptedException {
        if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("stopped while waiting");
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
