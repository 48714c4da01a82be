package io.postern.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The back ends of one Postern, with their data in one directory that nobody else may use meanwhile.
///
/// ```java
/// Plan plan = Plan.in(directory).with(BackEnd.KAFKA, new Source.Embedded(7492));
/// try (Backends backends = Backends.start(plan)) {
///     backends.kafka().bootstrapServers();
/// }
/// ```
public final class Backends implements AutoCloseable {

    /// Which back ends to start, and where each comes from; one that is not named is not started.
    ///
    /// @param again whether the directory will be started from again, so that it pays to prepare for that
    public record Plan(Path directory, Map<BackEnd, Source> sources, ReadyListener listener, boolean again) {
        public Plan {
            directory = directory.toAbsolutePath().normalize();
            sources = Map.copyOf(sources);
        }

        public static Plan in(Path directory) {
            return new Plan(directory, Map.of(), ReadyListener.NONE, true);
        }

        /// For a directory that is deleted afterwards.
        public static Plan once(Path directory) {
            return new Plan(directory, Map.of(), ReadyListener.NONE, false);
        }

        public Plan with(BackEnd backEnd, Source source) {
            Map<BackEnd, Source> more = new EnumMap<>(BackEnd.class);
            more.putAll(sources);
            more.put(backEnd, source);
            return new Plan(directory, more, listener, again);
        }

        public Plan tell(ReadyListener another) {
            return new Plan(directory, sources, another, again);
        }
    }

    private final Plan plan;
    private final DirectoryLock lock;
    private final Map<BackEnd, Running> running = new ConcurrentHashMap<>();

    private Backends(Plan plan, DirectoryLock lock) {
        this.plan = plan;
        this.lock = lock;
    }

    /// Starts all at once and returns when the last is ready; when one fails, none is left running.
    public static Backends start(Plan plan) throws IOException, InterruptedException {
        Backends backends = new Backends(plan, DirectoryLock.on(plan.directory()));
        try {
            AtOnce.each(plan.sources().keySet(), backends::start);
            return backends;
        } catch (Throwable e) {
            backends.close();
            throw e;
        }
    }

    public Address.Kafka kafka() {
        return (Address.Kafka) address(BackEnd.KAFKA);
    }

    public Address.Postgres postgres() {
        return (Address.Postgres) address(BackEnd.POSTGRES);
    }

    public Address.Redis redis() {
        return (Address.Redis) address(BackEnd.REDIS);
    }

    /// The child process, when the back end is embedded.
    public Optional<GuardedProcess> process(BackEnd backEnd) {
        return running.get(backEnd) instanceof Running.Child child ? Optional.of(child.process()) : Optional.empty();
    }

    /// Starts one again that was killed or ended: same data, same port unless somebody took it meanwhile.
    public void restart(BackEnd backEnd) throws IOException, InterruptedException {
        running.remove(backEnd).close();
        start(backEnd);
    }

    @Override
    public void close() {
        try (lock) {
            AtOnce.each(running.values(), Running::close); // nobody depends on another: they end together
            running.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Address address(BackEnd backEnd) {
        Running one = running.get(backEnd);
        if (one == null) {
            throw new IllegalStateException(backEnd.label() + " was not asked for");
        }
        return one.address();
    }

    private void start(BackEnd backEnd) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Path directory = plan.directory().resolve(backEnd.label());
        Running started = switch (plan.sources().get(backEnd)) {
            case Source.Embedded(int port) ->
                switch (backEnd) {
                    case KAFKA -> EmbeddedKafka.start(directory, port, plan.again());
                    case POSTGRES -> EmbeddedPostgres.start(directory, port);
                    case REDIS -> EmbeddedRedis.start(directory, port);
                };
            case Source.Container() -> Containers.start(backEnd);
            case Source.External(Address address) -> new Running.Elsewhere(address);
        };
        running.put(backEnd, started);
        plan.listener().ready(started.address(), Duration.ofNanos(System.nanoTime() - began));
    }
}
