package io.postern.collector.formats.operator;

import io.postern.collector.parsing.Format;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An operator's formats, in a file or in the `*.formats` of a directory, and what of them is in force.
///
/// A change is taken as a whole or not at all. Thread-safe: one polls, many read.
public final class OperatorFormats {

    static final String SUFFIX = ".formats";

    /// What came of a look at the files.
    public enum Change {
        NONE,
        TAKEN,
        REFUSED
    }

    private static final long LARGEST = 1 << 20;
    private static final long BETWEEN_LOOKS = 1_000_000_000L;

    private final Path path;
    private volatile List<Format> current;
    private volatile String refusal;
    private String known;
    private String lastSeen;
    private long nextLook;

    private OperatorFormats(Path path, long nanoTime) throws FormatsRefusedException {
        this.path = path;
        this.known = this.lastSeen = stamp();
        this.current = read();
        this.nextLook = nanoTime + BETWEEN_LOOKS;
    }

    /// @throws FormatsRefusedException when they are not there or wrong: better not to start than to guess
    public static OperatorFormats open(Path path, long nanoTime) throws FormatsRefusedException {
        return new OperatorFormats(path, nanoTime);
    }

    /// The same list until it changes.
    public List<Format> current() {
        return current;
    }

    /// Why the newest files are not in force, one problem a line; null when they are.
    public String refusal() {
        return refusal;
    }

    /// Looks, at most once a second, whether the files have changed. They are read only when they look the same twice
    /// in a row, so that a file still being written is left alone.
    public synchronized Change poll(long nanoTime) {
        if (nanoTime - nextLook < 0) {
            return Change.NONE;
        }
        nextLook = nanoTime + BETWEEN_LOOKS;
        String seen = stamp();
        boolean settled = seen.equals(lastSeen);
        lastSeen = seen;
        if (!settled || seen.equals(known)) {
            return Change.NONE;
        }
        known = seen;
        try {
            current = read();
            refusal = null;
            return Change.TAKEN;
        } catch (FormatsRefusedException e) {
            refusal = e.getMessage();
            return Change.REFUSED;
        }
    }

    private List<Format> read() throws FormatsRefusedException {
        List<Problem> problems = new ArrayList<>();
        List<Format> formats = new ArrayList<>();
        try {
            for (Path file : files()) {
                formats.addAll(FormatsSyntax.read(file.toString(), text(file, problems), problems));
            }
        } catch (IOException e) {
            problems.add(new Problem(path.toString(), 0, 0, "cannot be read: " + e));
        }
        if (!problems.isEmpty()) {
            throw new FormatsRefusedException(problems);
        }
        return List.copyOf(formats);
    }

    private static String text(Path file, List<Problem> problems) throws IOException {
        if (Files.size(file) > LARGEST) {
            problems.add(new Problem(file.toString(), 0, 0, "larger than 1 MiB"));
            return "";
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            problems.add(new Problem(file.toString(), 0, 0, "is not UTF-8"));
            return "";
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    /// Changes whenever a file is replaced, written to, added or taken away.
    private String stamp() {
        try {
            return files().stream().map(OperatorFormats::stamp).collect(Collectors.joining(" "));
        } catch (IOException e) { // reading will tell why
            return e.getClass().getSimpleName();
        }
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return file + "/" + seen.fileKey() + "/" + seen.size() + "/" + seen.lastModifiedTime();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
