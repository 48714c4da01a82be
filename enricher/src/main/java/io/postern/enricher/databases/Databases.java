package io.postern.enricher.databases;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postern.events.Address;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The configured files, asked in their order. Once open it does not change: a newer set is a new instance.
public final class Databases implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Databases.class);

    /// What the files together say about an address.
    public record Entry(Place place, Origin origin) {}

    private final List<Database> files;
    private final Counter failures;
    private final Set<Path> complainedOf = ConcurrentHashMap.newKeySet();

    private Databases(List<Database> files, MeterRegistry meters, Clock clock) {
        this.files = files;
        this.failures = Counter.builder("postern.enricher.database.failures")
                .description("Look-ups that met a damaged database file")
                .register(meters);
        Set<String> names = new HashSet<>();
        for (Database database : files) {
            String name = database.file().toFile().getName();
            Gauge.builder("postern.enricher.database.age", database, d -> secondsSince(d, clock))
                    .description("Time since the database file was built")
                    .baseUnit("seconds")
                    .tag("database", names.add(name) ? name : database.file().toString())
                    .register(meters);
        }
    }

    /// @throws DatabaseException when one of the files is missing or damaged; none stays open
    public static Databases open(List<Path> paths, MeterRegistry meters, Clock clock) {
        List<Database> files = new ArrayList<>();
        try {
            for (Path path : paths) {
                Database database = Database.open(path);
                files.add(database);
                LOG.infof(
                        "Database opened: file=%s type=%s built=%s places=%s networks=%s",
                        path, database.type(), database.builtAt(), database.holdsPlaces(), database.holdsOrigins());
            }
        } catch (DatabaseException e) {
            files.forEach(Databases::close);
            throw e;
        }
        return new Databases(List.copyOf(files), meters, clock);
    }

    public Entry find(Address client) {
        Place place = Place.none(Lookup.NO_DATABASE);
        Origin origin = Origin.none(Lookup.NO_DATABASE);
        for (Database database : files) {
            Lookup unknown = Lookup.NOT_FOUND;
            Place foundPlace = null;
            Origin foundOrigin = null;
            try {
                Map<?, ?> record = database.record(client);
                if (record != null) {
                    foundPlace = Fields.place(record);
                    foundOrigin = Fields.origin(record);
                }
            } catch (IOException | RuntimeException e) { // a damaged file shows itself in many ways
                unknown = Lookup.FAILED;
                complain(database, e);
            }
            if (database.holdsPlaces()) {
                place = Merge.places(place, foundPlace != null ? foundPlace : Place.none(unknown));
            }
            if (database.holdsOrigins()) {
                origin = Merge.origins(origin, foundOrigin != null ? foundOrigin : Origin.none(unknown));
            }
        }
        return new Entry(place, origin);
    }

    private void complain(Database database, Exception e) {
        failures.increment();
        if (complainedOf.add(database.file())) {
            LOG.errorf(
                    "Database is damaged; what it does not tell any more counts as failed: file=%s error=%s",
                    database.file(), e.getMessage());
        }
    }

    private static double secondsSince(Database database, Clock clock) {
        return Duration.between(database.builtAt(), clock.instant()).toSeconds();
    }

    @Override
    public void close() {
        files.forEach(Databases::close);
    }

    private static void close(Database database) {
        try {
            database.close();
        } catch (IOException e) {
            LOG.warnf("Database could not be closed: file=%s error=%s", database.file(), e.getMessage());
        }
    }
}
