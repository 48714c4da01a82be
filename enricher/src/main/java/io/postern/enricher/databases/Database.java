package io.postern.enricher.databases;

import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import io.postern.events.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// One MaxMind-format file, mapped into memory. Its records decide what it can answer, for a file's name and type are
/// whatever its maker called them.
final class Database {

    /// So many networks are looked at to see what the file holds; the first one usually tells.
    private static final int SAMPLE = 10_000;

    private final Path file;
    private final Reader reader;
    private final boolean places;
    private final boolean origins;

    private Database(Path file, Reader reader) throws IOException, InvalidNetworkException {
        this.file = file;
        this.reader = reader;
        boolean place = false;
        boolean origin = false;
        @SuppressWarnings("rawtypes")
        Networks<Map> networks = reader.networks(Map.class);
        for (int seen = 0; seen < SAMPLE && !(place && origin) && networks.hasNext(); seen++) {
            Map<?, ?> record = networks.next().data();
            place |= Fields.place(record) != null;
            origin |= Fields.origin(record) != null;
        }
        this.places = place;
        this.origins = origin;
    }

    /// @throws DatabaseException when there is no such file, or none that can be used
    static Database open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatabaseException(file, "there is no such file", null);
        }
        Reader reader = null;
        try {
            reader = new Reader(file.toFile(), new CHMCache());
            Database database = new Database(file, reader);
            if (!database.places && !database.origins) {
                throw new DatabaseException(
                        file, "holds neither places nor networks (its type is " + database.type() + ")", null);
            }
            return database;
        } catch (DatabaseException e) {
            closeQuietly(reader, e);
            throw e;
        } catch (IOException
                | InvalidNetworkException
                | RuntimeException e) { // a damaged file shows itself in many ways
            closeQuietly(reader, e);
            throw new DatabaseException(file, "is not a readable MaxMind-format file: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(Reader reader, Exception because) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /// The record that holds the address, or null when there is none.
    ///
    /// @throws IOException when the file is damaged there
    Map<?, ?> record(Address client) throws IOException {
        if (client.isV6() && reader.getMetadata().ipVersion() == 4) {
            return null;
        }
        try {
            return reader.get(InetAddress.getByAddress(client.bytes()), Map.class);
        } catch (InternalError e) { // the mapped file was cut short in place
            throw new IOException("the file was changed while in use", e);
        }
    }

    boolean holdsPlaces() {
        return places;
    }

    boolean holdsOrigins() {
        return origins;
    }

    Path file() {
        return file;
    }

    /// As its maker named it: `GeoLite2-City`, `DBIP-ASN-Lite (compat=GeoLite2-ASN)`.
    String type() {
        return reader.getMetadata().databaseType();
    }

    Instant builtAt() {
        return reader.getMetadata().buildTime();
    }
}
