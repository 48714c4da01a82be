package io.postern.enricher.databases;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The database files as they are now: one that was replaced is opened anew while look-ups go on in the old one. One
/// that is damaged or gone leaves the old one in use, and is told.
public final class LiveDatabases implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LiveDatabases.class);

    private final List<Path> paths;
    private final Map<Path, FileState> states = new ConcurrentHashMap<>();
    private final Map<Path, String> troubles = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("database-watch").factory());
    private volatile Databases current;

    /// @param every how often the files are looked at
    /// @throws DatabaseException when one of the files is missing or damaged
    public LiveDatabases(List<Path> paths, Duration every, MeterRegistry meters, Clock clock) {
        this.paths = List.copyOf(paths);
        Counter failures = Counter.builder("postern.enricher.database.failures")
                .description("Look-ups that met a damaged database file")
                .register(meters);
        paths.forEach(this::remember); // before opening: what is written meanwhile is seen as newer
        current = Databases.open(paths, failures::increment);
        Set<String> names = new HashSet<>();
        for (Path path : paths) {
            String name = path.toFile().getName();
            register(meters, clock, path, names.add(name) ? name : path.toString());
        }
        var _ = watch.scheduleWithFixedDelay(
                this::lookAgain, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void register(MeterRegistry meters, Clock clock, Path path, String name) {
        Gauge.builder(
                        "postern.enricher.database.age",
                        this,
                        live -> Duration.between(live.current.builtAt(path), clock.instant())
                                .toSeconds())
                .description("Time since the database file was built")
                .baseUnit("seconds")
                .tag("database", name)
                .register(meters);
        Gauge.builder("postern.enricher.database.refused", this, live -> live.troubles.containsKey(path) ? 1 : 0)
                .description("1 while a newer file cannot be used and the old one is")
                .tag("database", name)
                .register(meters);
    }

    /// The newest set; whoever has it may go on using it.
    public Databases current() {
        return current;
    }

    /// Opens what has changed.
    void lookAgain() {
        for (Path path : paths) {
            try {
                FileState now = FileState.of(path);
                if (!now.equals(states.get(path))) {
                    current = current.reopening(path);
                    states.put(path, now);
                    troubles.remove(path);
                } else if (troubles.remove(path) != null) {
                    LOG.infof("The database that was opened is back: file=%s", path);
                }
            } catch (NoSuchFileException e) {
                complain(path, "the file is gone");
            } catch (IOException | DatabaseException e) {
                complain(path, e.getMessage());
            } catch (RuntimeException e) { // or the watch would end
                complain(path, e.toString());
            }
        }
    }

    private void complain(Path path, String why) {
        if (!why.equals(troubles.put(path, why))) {
            LOG.errorf("The newer database cannot be used, the old one stays: file=%s error=%s", path, why);
        }
    }

    private void remember(Path path) {
        try {
            states.put(path, FileState.of(path));
        } catch (IOException e) {
            LOG.debugf("Opening it will say why: file=%s error=%s", path, e.getMessage());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
