package io.postern.auth;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.postern.auth.bans.BanConsumer;
import io.postern.auth.bans.BanView;
import io.postern.auth.bans.DeadLetters;
import io.postern.auth.broker.Broker;
import io.postern.auth.broker.Retries;
import io.postern.auth.policy.Admission;
import io.postern.auth.policy.AttemptProducer;
import io.postern.auth.policy.Doorkeeper;
import io.postern.auth.policy.PolicyMetrics;
import io.postern.auth.policy.Refusal;
import io.postern.events.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Ties the service together: what is made of the settings, what runs beside the requests, and in which order it
/// ends.
///
/// Nothing here waits for the broker: the process is up at once, live, and ready when the bans are known.
@ApplicationScoped
class AuthStartup {

    private static final Logger LOG = Logger.getLogger(AuthStartup.class);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Clock clock = Clock.systemUTC();
    private final Retries retries = new Retries();
    private final BanView bans = new BanView(clock);
    private final Broker broker;
    private final Admission admission;
    private final Refusal refusal;
    private final PolicyMetrics metrics;
    private final AttemptProducer attempts;
    private final BanConsumer reading;
    private Thread thread;

    AuthStartup(
            AuthConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            MeterRegistry registry) {
        broker = new Broker(servers);
        admission = new Admission(config.apiKey());
        refusal = new Refusal(config.refusalMessage().orElse(""));
        metrics = new PolicyMetrics(registry);
        attempts = new AttemptProducer(
                config.reportBuffer(), () -> broker.writer("postern-auth-attempts"), metrics, System::nanoTime);
        DeadLetters deadLetters = new DeadLetters(broker, retries, clock, registry);
        reading = new BanConsumer(
                () -> broker.reader("postern-auth-bans"),
                bans,
                deadLetters,
                retries,
                clock,
                new BanConsumer.Settings(config.freshnessCheck(), config.reloadAfter(), config.poisonLimit()));
        gauges(registry);
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("Policy requests are answered: to=\"%s\"", admission);
        attempts.start();
        thread = Thread.ofPlatform().name("postern-auth-bans").start(this::run);
    }

    /// The attempts still in memory go last, when nothing adds to them any more.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        reading.close();
        if (!thread.join(FAREWELL)) {
            LOG.warn("The reader of bans does not end; leaving it behind");
        }
        attempts.close();
    }

    private void run() {
        Optional<List<String>> warnings = retries.until(
                "reach the broker", () -> broker.ensureTopics(List.of(Topic.ATTEMPTS, Topic.BANS, Topic.DEAD_LETTERS)));
        warnings.ifPresent(all -> all.forEach(LOG::warn));
        reading.run();
    }

    private void gauges(MeterRegistry registry) {
        Gauge.builder("postern.auth.bans", bans, BanView::size)
                .description("Bans in memory, expired ones without a tombstone included")
                .register(registry);
        Gauge.builder("postern.auth.reports.waiting", attempts, AttemptProducer::waiting)
                .description("Attempts in memory that go to the broker when it is back")
                .register(registry);
        TimeGauge.builder("postern.auth.bans.staleness", this::stalenessMillis, TimeUnit.MILLISECONDS)
                .description("Time since it was last certain that no ban was missing; NaN before the first time")
                .register(registry);
    }

    private Number stalenessMillis() {
        return bans.staleness().<Number>map(Duration::toMillis).orElse(Double.NaN);
    }

    @Produces
    @Singleton
    BanView bans() {
        return bans;
    }

    @Produces
    @Singleton
    Admission admission() {
        return admission;
    }

    @Produces
    @Singleton
    Refusal refusal() {
        return refusal;
    }

    @Produces
    @Singleton
    PolicyMetrics metrics() {
        return metrics;
    }

    @Produces
    @Singleton
    Doorkeeper doorkeeper() {
        return new Doorkeeper(bans, attempts, metrics, clock);
    }
}
