package io.postern.policy.lists;

import io.postern.policy.lists.ListDeclaration.Origin;
import io.postern.policy.rules.Problem;
import io.postern.policy.rules.RulesFolder.Change;
import io.postern.policy.rules.RulesRefusedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The directory with `lists.yaml` and the files that it names, and what of it is in force. Without a lists.yaml
/// there
/// are
/// no lists. A change is taken as a whole or not at all. Thread-safe: one polls, many read.
public final class ListsFolder {

    static final String LISTS = "lists.yaml";

    private final Path directory;
    private final Path copies;
    private volatile Lists current = Lists.NONE;
    private volatile List<Feed> feeds = List.of();
    private volatile String refusal;
    private Set<Path> files = Set.of();
    private String known;
    private String lastSeen;

    private ListsFolder(Path directory, Path copies) throws RulesRefusedException {
        this.directory = directory;
        this.copies = copies;
        read();
        this.known = this.lastSeen = stamp();
    }

    /// @param copies where the last good copies of feeds lie
    /// @throws RulesRefusedException when the files are there and wrong: better not to start than to guess
    public static ListsFolder open(Path directory, Path copies) throws RulesRefusedException {
        return new ListsFolder(directory, copies);
    }

    public Lists current() {
        return current;
    }

    /// The feeds that the lists name.
    public List<Feed> feeds() {
        return feeds;
    }

    /// Why the newest files are not in force; empty when they are.
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Looks whether a file has changed. They are read only when they look the same twice in a row, so that a file
    /// still
    /// being written is left alone.
    public synchronized Change poll() {
        String seen = stamp();
        boolean settled = seen.equals(lastSeen);
        lastSeen = seen;
        if (!settled || seen.equals(known)) {
            return Change.NONE;
        }
        if (known.contains(LISTS + "=there") && !Files.isDirectory(directory)) { // not mounted, say
            known = seen;
            refusal = directory + " is gone; the lists that it held stay in force";
            return Change.REFUSED;
        }
        try {
            read();
            refusal = null;
            return Change.TAKEN;
        } catch (RulesRefusedException e) {
            refusal = e.getMessage();
            return Change.REFUSED;
        } finally {
            known = lastSeen = stamp(); // other files may be named now
        }
    }

    private void read() throws RulesRefusedException {
        List<Problem> problems = new ArrayList<>();
        Set<Path> named = new LinkedHashSet<>();
        Path file = directory.resolve(LISTS);
        ListsFile.Content content = Files.notExists(file)
                ? ListsFile.Content.NONE
                : ListsFile.read(LISTS, content(file, problems), problems);
        List<OperatorList> lists = new ArrayList<>();
        List<Feed> fetched = new ArrayList<>();
        for (ListDeclaration list : problems.isEmpty() ? content.lists() : List.<ListDeclaration>of()) {
            lists.addAll(entries(list, named, fetched, problems));
        }
        files = named;
        if (!problems.isEmpty()) {
            throw new RulesRefusedException(problems);
        }
        current = new Lists(content.disabled(), content.ignored(), lists);
        feeds = List.copyOf(fetched);
    }

    private List<OperatorList> entries(
            ListDeclaration list, Set<Path> named, List<Feed> fetched, List<Problem> problems) {
        return switch (list.origin()) {
            case Origin.InFile(String name) -> {
                Path file = directory.resolve(name);
                named.add(file);
                yield List.of(list(list, EntryLines.read(list.kind(), name, content(file, problems), problems)));
            }
            case Origin.InPlace(List<String> texts) ->
                List.of(list(
                        list,
                        texts.stream()
                                .map(text -> new Index.Read(
                                        Term.of(list.kind(), text), new Entry(text, LISTS + ": " + list.name(), null)))
                                .toList()));
            case Origin.Shipped(String pack) ->
                Packs.read(pack).entrySet().stream()
                        .map(part -> list(
                                new ListDeclaration(
                                        list.name(),
                                        part.getKey(),
                                        list.full(),
                                        list.scope(),
                                        list.treatment(),
                                        list.origin()),
                                part.getValue()))
                        .toList();
            case Origin.Fetched(Feed feed) -> {
                Path copy = copies.resolve(feed.name());
                named.add(copy);
                fetched.add(feed);
                yield List.of(
                        list(list, Files.exists(copy) ? feed.read(content(copy, problems), problems) : List.of()));
            }
            case Origin.Nowhere() -> List.of(list(list, List.of()));
        };
    }

    private static OperatorList list(ListDeclaration list, List<Index.Read> entries) {
        return new OperatorList(
                list.name(),
                list.kind(),
                list.full(),
                list.scope(),
                list.treatment(),
                new Index(entries, list.full()),
                OperatorList.NONE);
    }

    private String content(Path file, List<Problem> problems) {
        String name = file.startsWith(directory) ? directory.relativize(file).toString() : file.toString();
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            problems.add(Problem.of(name, "is not there"));
        } catch (CharacterCodingException e) {
            problems.add(Problem.of(name, "is not UTF-8"));
        } catch (IOException e) {
            problems.add(Problem.of(name, "cannot be read: " + e));
        }
        return "";
    }

    /// Changes whenever a file is replaced or written to.
    private String stamp() {
        StringBuilder stamp = new StringBuilder(stamp(directory.resolve(LISTS)));
        files.forEach(file -> stamp.append(' ').append(stamp(file)));
        return stamp.toString();
    }

    private static String stamp(Path path) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return path.getFileName() + "=there/" + file.fileKey() + "/" + file.size() + "/" + file.lastModifiedTime();
        } catch (IOException e) { // reading it will tell why
            return path.getFileName() + "=" + e.getClass().getSimpleName();
        }
    }
}
