package io.postern.enricher.databases;

import io.postern.events.Address;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The configured files, asked in their order. Once open it does not change: a newer set is a new instance.
///
/// Never closed: a file's mapping ends when nobody looks into it any more, which only the garbage collector knows.
public final class Databases {

    private static final Logger LOG = Logger.getLogger(Databases.class);

    /// What the files together say about an address.
    public record Entry(Place place, Origin origin) {}

    private final List<Database> files;
    private final Runnable damage;
    private final Object era = new Object();
    private final Set<Path> complainedOf = ConcurrentHashMap.newKeySet();

    /// @param damage told of each look-up that meets a damaged file
    private Databases(List<Database> files, Runnable damage) {
        this.files = List.copyOf(files);
        this.damage = damage;
    }

    /// @throws DatabaseException when one of the files is missing or damaged
    static Databases open(List<Path> paths, Runnable damage) {
        return new Databases(paths.stream().map(Databases::opened).toList(), damage);
    }

    /// The same set with one file opened anew.
    ///
    /// @throws DatabaseException when it is missing or damaged
    Databases reopening(Path path) {
        List<Database> newer = new ArrayList<>();
        for (Database file : files) {
            newer.add(file.file().equals(path) ? opened(path) : file);
        }
        return new Databases(newer, damage);
    }

    private static Database opened(Path path) {
        Database database = Database.open(path);
        LOG.infof(
                "Database opened: file=%s type=%s built=%s places=%s networks=%s",
                path, database.type(), database.builtAt(), database.holdsPlaces(), database.holdsOrigins());
        return database;
    }

    /// Another one for each set: to remember which set an answer came from, without keeping its files open.
    public Object era() {
        return era;
    }

    /// When the file was built, by its own word.
    Instant builtAt(Path path) {
        return files.stream()
                .filter(file -> file.file().equals(path))
                .map(Database::builtAt)
                .findFirst()
                .orElseThrow();
    }

    /// What the files want to be told, in their order.
    public List<Source> sources() {
        return files.stream()
                .map(file -> new Source(file.file(), file.type(), file.builtAt(), Vendor.of(file.type())))
                .toList();
    }

    /// @param type as its maker named it
    /// @param builtAt by the file's own word
    /// @param vendor who made it, empty for one that is not known here
    public record Source(Path file, String type, Instant builtAt, Optional<Vendor> vendor) {}

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
        damage.run();
        if (complainedOf.add(database.file())) {
            LOG.errorf(
                    "Database is damaged; what it does not tell any more counts as failed: file=%s error=%s",
                    database.file(), e.getMessage());
        }
    }
}
