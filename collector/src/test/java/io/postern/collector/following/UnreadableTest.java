package io.postern.collector.following;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/// A log that may not be read, as an ordinary user finds it: root, who may read everything, becomes one for this.
class UnreadableTest {

    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    private Path log;
    private Process follower;
    private BufferedReader said;
    private OutputStream looks;

    @BeforeEach
    void follow() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path logs = Files.createDirectory(directory.resolve("logs"));
        permit(logs, "rwxr-xr-x");
        log = Files.writeString(logs.resolve("mail.log"), "one\n");
        List<String> command = new ArrayList<>();
        if (Files.getOwner(log).getName().equals("root")) {
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                OrdinaryUser.class.getName(),
                log.toString()));
        follower = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        said = follower.inputReader(StandardCharsets.UTF_8);
        looks = follower.getOutputStream();
    }

    @AfterEach
    void end() throws Exception {
        follower.destroyForcibly().waitFor();
        permit(log.getParent(), "rwxr-xr-x");
    }

    @Test
    void saysThatPermissionIsMissingAndReadsWhenItIsThere() throws IOException {
        permit(log, "---------");
        assertThat(look()).isEqualTo("permission denied []");

        permit(log, "rw-r--r--");

        assertThat(look()).isEqualTo("null [one]");
    }

    @Test
    void readsOnWhatIsOpenWhenTheDirectoryIsClosed() throws IOException {
        permit(log, "rw-r--r--");
        assertThat(look()).isEqualTo("null [one]");
        permit(log.getParent(), "---------");
        Files.writeString(log, "two\n", java.nio.file.StandardOpenOption.APPEND);

        assertThat(look()).isEqualTo("permission denied [one, two]");
    }

    @Test
    void leavesOutARotatedFileThatMayNotBeRead() throws IOException {
        permit(log, "rw-r--r--");
        permit(Files.writeString(log.resolveSibling("mail.log.2"), "never\n"), "---------");
        permit(Files.writeString(log.resolveSibling("mail.log.1"), "zero\n"), "rw-r--r--");

        assertThat(look()).isEqualTo("null [zero, one]");
        assertThat(Files.readString(directory.resolve("errors")))
                .contains("Cannot read a rotated file, its lines are left out: permission denied");
    }

    private String look() throws IOException {
        looks.write('\n');
        looks.flush();
        String line = said.readLine();
        if (line == null) {
            throw new IOException(Files.readString(directory.resolve("errors")));
        }
        return line;
    }

    /// Copied to where another user may read it, wherever this was checked out.
    private String classPath() throws Exception {
        Path copies = Files.createDirectory(directory.resolve("classes"));
        permit(copies, "rwxr-xr-x");
        List<Path> entries = new ArrayList<>();
        for (Class<?> needed : List.of(
                FileSource.class,
                OrdinaryUser.class,
                Logger.class,
                ZstdInputStream.class,
                XZInputStream.class,
                BZip2CompressorInputStream.class)) {
            Path from = home(needed);
            Path to = copies.resolve(entries.size() + ".jar");
            copy(from, to);
            entries.add(to);
        }
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path home(Class<?> needed) throws URISyntaxException {
        return Path.of(
                needed.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    permit(copy, "rwxr-xr-x");
                } else {
                    try (InputStream in = Files.newInputStream(file)) {
                        Files.copy(in, from.equals(file) ? to : copy);
                    }
                    permit(from.equals(file) ? to : copy, "rw-r--r--");
                }
            }
        }
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
