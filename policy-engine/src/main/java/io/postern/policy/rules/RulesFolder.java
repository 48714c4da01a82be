package io.postern.policy.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The directory with `rules.yaml` and `allow.list`, and what of it is in force.
///
/// Either file may be missing: then the shipped rules hold, and nobody is on the allow list. A change is taken as a
/// whole or not at all. Thread-safe: one polls, many read.
public final class RulesFolder {

    static final String RULES = "rules.yaml";
    static final String ALLOW = "allow.list";

    /// What came of a look at the directory.
    public enum Change {
        NONE,
        TAKEN,
        REFUSED
    }

    private final Path directory;
    private volatile Rulebook current;
    private volatile String refusal;
    private final boolean hadFiles;
    private String known;
    private String lastSeen;

    private RulesFolder(Path directory) throws RulesRefusedException {
        this.directory = directory;
        this.known = this.lastSeen = stamp();
        this.current = read();
        this.hadFiles = Files.isDirectory(directory);
    }

    /// @throws RulesRefusedException when the files are there and wrong: better not to start than to guess
    public static RulesFolder open(Path directory) throws RulesRefusedException {
        return new RulesFolder(directory);
    }

    public Rulebook current() {
        return current;
    }

    /// Rules on trial: those of the file, with the allow list that holds here.
    ///
    /// @throws RulesRefusedException when the file cannot be read or is wrong
    public Rulebook trying(Path file) throws RulesRefusedException {
        List<Problem> problems = new ArrayList<>();
        String name = String.valueOf(file.getFileName());
        List<Rule> rules = content(file, problems)
                .map(text -> RulesFile.read(name, text, problems))
                .orElseGet(() -> missing(name, problems));
        if (!problems.isEmpty()) {
            throw new RulesRefusedException(problems);
        }
        return new Rulebook(rules, current.allowList(), file.toString());
    }

    private static List<Rule> missing(String name, List<Problem> problems) {
        if (problems.isEmpty()) {
            problems.add(Problem.of(name, "is not there"));
        }
        return List.of();
    }

    /// Why the newest files are not in force; empty when they are.
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Looks whether the files have changed. They are read only when they look the same twice in a row, so that a file
    /// still being written is left alone.
    public synchronized Change poll() {
        String seen = stamp();
        boolean settled = seen.equals(lastSeen);
        lastSeen = seen;
        if (!settled || seen.equals(known)) {
            return Change.NONE;
        }
        known = seen;
        if (hadFiles && !Files.isDirectory(directory)) { // not mounted, say: no reason to forget whom to spare
            refusal = directory + " is gone; what it held stays in force";
            return Change.REFUSED;
        }
        try {
            current = read();
            refusal = null;
            return Change.TAKEN;
        } catch (RulesRefusedException e) {
            refusal = e.getMessage();
            return Change.REFUSED;
        }
    }

    private Rulebook read() throws RulesRefusedException {
        List<Problem> problems = new ArrayList<>();
        Optional<String> rulesText = content(directory.resolve(RULES), problems);
        String origin = rulesText.isPresent() ? directory.resolve(RULES).toString() : "the shipped rules";
        List<Rule> rules = RulesFile.read(RULES, rulesText.orElseGet(RulesFolder::shipped), problems);
        AllowList allowList = content(directory.resolve(ALLOW), problems)
                .map(text -> AllowList.read(ALLOW, text, problems))
                .orElse(AllowList.EMPTY);
        if (!problems.isEmpty()) {
            throw new RulesRefusedException(problems);
        }
        return new Rulebook(rules, allowList, origin);
    }

    private static Optional<String> content(Path file, List<Problem> problems) {
        String name = String.valueOf(file.getFileName());
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            problems.add(Problem.of(name, "is not UTF-8"));
        } catch (IOException e) {
            problems.add(Problem.of(name, "cannot be read: " + e));
        }
        return Optional.empty();
    }

    /// Changes whenever a file is replaced or written to; reading the files each second would do as well and cost more.
    private String stamp() {
        return stamp(RULES) + " " + stamp(ALLOW);
    }

    private String stamp(String name) {
        try {
            BasicFileAttributes file = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
            return file.fileKey() + "/" + file.size() + "/" + file.lastModifiedTime();
        } catch (IOException e) { // reading it will tell why
            return e.getClass().getSimpleName();
        }
    }

    /// What holds without a rules.yaml; also the example in the reference.
    static String shipped() {
        try (InputStream rules = RulesFolder.class.getResourceAsStream(RULES)) {
            return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
