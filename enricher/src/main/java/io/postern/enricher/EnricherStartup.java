package io.postern.enricher;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.enricher.databases.LiveDatabases;
import io.postern.enricher.lookups.RedisClient;
import io.postern.enricher.lookups.SharedCache;
import io.postern.enricher.lookups.SharedStore;
import io.postern.enricher.names.ConfirmedNames;
import io.postern.enricher.names.DnsClient;
import io.postern.enricher.names.Lifetimes;
import io.postern.enricher.names.NameServers;
import io.postern.enricher.names.ReverseNames;
import io.postern.enricher.names.SharedNames;
import io.postern.enricher.registries.Registrations;
import io.postern.events.SpecialPurpose;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Builds the plain classes out of the settings. A setting that cannot work stops the start with a message naming it.
@Singleton
class EnricherStartup {

    private static final Logger LOG = Logger.getLogger(EnricherStartup.class);
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    private final EnricherConfig config;
    private final MeterRegistry meters;
    private final Clock clock = Clock.systemUTC();

    EnricherStartup(EnricherConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    /// Before the messaging starts: a missing database file shall stop the service, not its first attempt.
    void start(
            @Observes @Priority(1) StartupEvent event,
            Profiler profiler,
            ReverseNames names,
            Optional<Registrations> registrations) {
        names.onArrival(client -> profiler.profileOf(client).isPublished());
        registrations.ifPresent(
                known -> known.onArrival(client -> profiler.profileOf(client).isPublished()));
    }

    /// The registry outlives an application that is started again in the same process, and a gauge its object.
    void stop(@Observes ShutdownEvent event) {
        List.copyOf(meters.getMeters()).stream()
                .filter(meter -> meter.getId().getName().startsWith("postern.enricher."))
                .forEach(meters::remove);
    }

    @Produces
    @Singleton
    LiveDatabases databases() {
        List<Path> files = config.databases().orElse(List.of());
        if (files.isEmpty()) {
            LOG.info("No database files are configured (postern.enricher.databases): places and networks stay unknown");
        }
        return new LiveDatabases(files, config.databasesInterval(), meters, clock);
    }

    void close(@Disposes LiveDatabases databases) {
        databases.close();
    }

    @Produces
    @Singleton
    DnsClient dns() {
        return new DnsClient(config.reverseDns().timeout());
    }

    void close(@Disposes DnsClient dns) {
        dns.close();
    }

    @Produces
    @Singleton
    SharedCache sharedCache(Instance<ReactiveRedisDataSource> redis) {
        SharedStore store = config.sharedCache().enabled() ? redis(redis) : SharedStore.NONE;
        return new SharedCache(store, config.sharedCache().patience(), clock, meters);
    }

    private static SharedStore redis(Instance<ReactiveRedisDataSource> redis) {
        try {
            return new RedisClient(redis.get());
        } catch (InactiveBeanException e) {
            throw new IllegalStateException(
                    "quarkus.redis.hosts is missing; set it, or postern.enricher.shared-cache.enabled=false", e);
        }
    }

    @Produces
    @Singleton
    ReverseNames reverseNames(DnsClient dns, SharedCache cache) {
        EnricherConfig.ReverseDns settings = config.reverseDns();
        List<InetSocketAddress> servers = settings.servers()
                .map(texts -> texts.stream().map(EnricherStartup::server).toList())
                .orElseGet(() -> NameServers.of(RESOLV_CONF));
        if (settings.enabled()) {
            LOG.infof("Reverse names are asked for: servers=%s timeout=%s", servers, settings.timeout());
        }
        ConfirmedNames names = new ConfirmedNames(servers, settings.tries(), settings.confirm(), dns);
        return new ReverseNames(
                new ReverseNames.Settings(
                        settings.enabled(),
                        special(),
                        new Lifetimes(
                                settings.minTtl(),
                                settings.maxTtl(),
                                settings.maxNegativeTtl(),
                                settings.failureTtl(),
                                settings.staleTtl()),
                        config.rememberedClients(),
                        settings.concurrency(),
                        settings.waiting()),
                new SharedNames(cache, clock),
                names::resolve,
                clock,
                meters);
    }

    private Labels labels() {
        return new Labels(config.localNetworks(), special());
    }

    private SpecialPurpose special() {
        return SpecialPurpose.except(config.treatAsPublic().orElse(List.of()));
    }

    private static InetSocketAddress server(String text) {
        try {
            return NameServers.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("postern.enricher.reverse-dns.servers: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    Profiler profiler(
            LiveDatabases databases,
            ReverseNames names,
            Optional<Registrations> registrations,
            ProfileProducer profiles) {
        return new Profiler(
                databases::current,
                names::of,
                client -> registrations.map(known -> known.of(client)).orElse(null),
                labels()::of,
                profiles::publish,
                config.rememberedClients(),
                clock);
    }

    /// Empty when the registries are not asked.
    @Produces
    @Singleton
    Optional<Registrations> registrations(SharedCache cache) {
        return config.registries().enabled()
                ? Optional.of(RegistriesStartup.registrations(config, cache, clock, meters))
                : Optional.empty();
    }

    void close(@Disposes Optional<Registrations> registrations) {
        registrations.ifPresent(Registrations::close);
    }

    @Produces
    @Singleton
    AddressLookup lookup(LiveDatabases databases, ReverseNames names, Optional<Registrations> registrations) {
        return new AddressLookup(databases::current, names, registrations, labels()::of, clock);
    }

    @Produces
    @Singleton
    PoisonStreak poison() {
        return new PoisonStreak(config.poisonLimit(), clock);
    }
}
