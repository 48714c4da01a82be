package io.postern.backends;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs that come in jars, unpacked once per data directory or, where there is a home, once per user.
final class Binaries {
    private static final Map<String, String> POSTGRES =
            Map.of("amd64", "/postgres-linux-x86_64.txz", "aarch64", "/postgres-linux-arm_64.txz");
    private static final Map<String, String> REDIS =
            Map.of("amd64", "/redis-server-6.2.6-v5-linux-amd64", "aarch64", "/redis-server-6.2.7-linux-arm64");
    private static final String EXECUTABLE = "rwx------";

    /// Puts a resource's content into a folder that is not there yet.
    private interface Unpacking {
        void into(Path folder, InputStream resource) throws IOException;
    }

    private Binaries() {}

    /// The folder with `bin/postgres` and `bin/initdb`.
    static Path postgres(Path fallback) throws IOException {
        return unpacked("PostgreSQL", POSTGRES, fallback, Binaries::untar);
    }

    static Path redisServer(Path fallback) throws IOException {
        return unpacked("Redis", REDIS, fallback, (folder, in) -> {
                    Path program = folder.resolve("redis-server");
                    Files.copy(in, program);
                    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(EXECUTABLE));
                })
                .resolve("redis-server");
    }

    private static Path unpacked(String what, Map<String, String> resources, Path fallback, Unpacking unpacking)
            throws IOException {
        String resource = resources.get(System.getProperty("os.arch"));
        if (resource == null || !System.getProperty("os.name").equals("Linux")) {
            throw new ComponentFailedException("there is no embedded " + what + " for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch")
                    + "; give the address of one that runs elsewhere (postern up --kafka, --postgres, --redis), or set "
                    + "POSTERN_BACKENDS=containers for tests");
        }
        try (InputStream in = Binaries.class.getResourceAsStream(resource)) {
            int size = in.available(); // of the whole entry: tells one version's binaries from the next one's
            Path cache = cache(fallback);
            Path folder = cache.resolve(resource.substring(1) + "-" + size);
            if (!Files.exists(folder)) {
                Path fresh = Files.createTempDirectory(cache, "unpacking");
                unpacking.into(fresh, in);
                publish(fresh, folder);
            }
            return folder;
        }
    }

    /// All at once, so neither a crash nor a second process ever meets half an installation.
    private static void publish(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            if (!Files.exists(folder)) {
                throw e;
            }
            Trees.delete(fresh); // another process was quicker
        }
    }

    private static Path cache(Path fallback) throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        String configured = System.getenv("XDG_CACHE_HOME");
        Path cache = configured == null || configured.isEmpty() ? home.resolve(".cache") : Path.of(configured);
        Path chosen = Files.isWritable(home) ? cache.resolve("postern") : fallback;
        return Files.createDirectories(chosen);
    }

    private static void untar(Path folder, InputStream in) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(requireNonNull(target.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(isProgram(entry) ? EXECUTABLE : "rw-------"));
                }
            }
        }
    }

    private static boolean isProgram(TarArchiveEntry entry) {
        return (entry.getMode() & 0100) != 0;
    }
}
