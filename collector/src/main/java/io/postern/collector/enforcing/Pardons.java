package io.postern.collector.enforcing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/// The pardons given on this host, in a file that is on disk before anybody is told that he is let in.
final class Pardons {

    /// @param v version of the form
    record Saved(int v, List<Pardon> pardons) {
        Saved {
            pardons = pardons == null ? List.of() : List.copyOf(pardons);
        }
    }

    /// Somebody unlocks by hand; the oldest are forgotten when a script does it without end.
    private static final int MOST = 1_000;

    private static final Logger LOG = Logger.getLogger(Pardons.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final Path file;
    private List<Pardon> pardons;

    private Pardons(Path file, List<Pardon> pardons) {
        this.file = file;
        this.pardons = pardons;
    }

    /// What cannot be read is put aside: then bans come back that were unlocked, and somebody has to say so again.
    static Pardons open(Path file) throws IOException {
        try {
            return new Pardons(
                    file, JSON.readValue(Files.readAllBytes(file), Saved.class).pardons());
        } catch (NoSuchFileException nobodyYet) {
            return new Pardons(file, List.of());
        } catch (JacksonException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warnf("What was unlocked cannot be read, bans of it are in force again; kept=%s", aside);
            return new Pardons(file, List.of());
        }
    }

    /// @throws IOException when they could not be written; then they hold only as long as this process
    synchronized void add(Collection<Pardon> given, Instant now) throws IOException {
        List<Pardon> all = new ArrayList<>(pardons);
        all.removeIf(pardon -> !now.isBefore(pardon.until()));
        all.removeAll(given);
        all.addAll(given);
        pardons = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
        save();
    }

    synchronized boolean cover(Network network, HeldBan ban, Instant now) {
        return pardons.stream().anyMatch(pardon -> pardon.covers(network, ban, now));
    }

    synchronized List<Pardon> inForce(Instant now) {
        return pardons.stream().filter(pardon -> now.isBefore(pardon.until())).toList();
    }

    private void save() throws IOException {
        Path directory = file.toAbsolutePath().resolve("..").normalize();
        Files.createDirectories(directory);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(new Saved(1, pardons)));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory)) { // the new name, too
            entries.force(true);
        }
    }
}
