package io.postern.collector.following;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jboss.logging.Logger;

/// How far each source was read, in one file that is replaced as a whole and is on disk when [#save] returns.
///
/// Losing it is harmless: all is read and shipped again, with the same ids. One process may use a directory at a time.
public final class Offsets implements Closeable {

    /// @param v version of the form
    /// @param sources by name
    record Saved(int v, Map<String, Place> sources) {}

    private static final Logger LOG = Logger.getLogger(Offsets.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path directory;
    private final Path file;
    private final FileChannel lock;

    private Offsets(Path directory, FileChannel lock) {
        this.directory = directory;
        this.file = directory.resolve("offsets.json");
        this.lock = lock;
    }

    /// @throws IOException when the directory cannot be made or written, or another process uses it
    public static Offsets open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new Offsets(directory, lock);
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // the same as another process
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        lock.close();
        throw new IOException("another collector uses the directory " + directory);
    }

    /// By name. What cannot be read is put aside, and all begins anew.
    public Map<String, Place> load() throws IOException {
        try {
            Saved saved = JSON.readValue(Files.readAllBytes(file), Saved.class);
            return saved.sources() == null ? Map.of() : saved.sources();
        } catch (NoSuchFileException firstRun) {
            return Map.of();
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            Path aside = directory.resolve("offsets.json.unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warnf("The saved offsets cannot be read: all files are read again; kept=%s", aside);
            return Map.of();
        }
    }

    public void save(Map<String, Place> sources) throws IOException {
        Path written = directory.resolve("offsets.json.new");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(new Saved(1, sources)));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory)) { // the new name is on disk, too
            entries.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
