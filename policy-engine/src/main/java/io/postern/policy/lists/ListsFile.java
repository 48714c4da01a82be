package io.postern.policy.lists;

import io.postern.events.Network;
import io.postern.events.Service;
import io.postern.policy.rules.Problem;
import io.postern.policy.rules.YamlKeys;
import io.postern.policy.rules.YamlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;

/// Reads lists.yaml, version 1.
final class ListsFile {

    private static final Set<String> TOP_KEYS = ordered("version", "disabled-services", "ignore", "groups", "lists");
    private static final Set<String> GROUP_KEYS = ordered("name", "accounts");
    private static final int MOST_LISTS = 200;

    private final String file;
    private final List<Problem> problems;
    private final Map<String, Set<String>> groups = new HashMap<>();

    private ListsFile(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /// What the file says, before the lists' own files are read.
    record Content(Set<Service> disabled, List<Network> ignored, List<ListDeclaration> lists) {

        static final Content NONE = new Content(Set.of(), List.of(), List.of());
    }

    /// @param problems everything wrong is added here; if anything is, the result is of no use
    static Content read(String file, String text, List<Problem> problems) {
        return new ListsFile(file, problems).read(text);
    }

    private Content read(String text) {
        Node top = YamlText.top(file, text, problems);
        if (top == null) {
            return Content.NONE;
        }
        YamlKeys keys = new YamlKeys(file, top, TOP_KEYS, problems);
        keys.required("version", YamlText::version);
        Set<Service> disabled = new HashSet<>(keys.list("disabled-services", YamlKeys.word(Service.class)));
        disabled.removeIf(Objects::isNull);
        List<Network> ignored = keys.list("ignore", Network::of).stream()
                .filter(Objects::nonNull)
                .toList();
        if (keys.has("groups")) {
            keys.mappings("groups").forEach(this::group);
        }
        ListKeys reading = new ListKeys(groups);
        List<ListDeclaration> lists = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node entry : keys.has("lists") ? keys.mappings("lists") : List.<Node>of()) {
            YamlKeys ofOne = new YamlKeys(file, entry, ListKeys.KEYS, problems);
            ListDeclaration list = reading.read(ofOne);
            lists.add(list);
            if (list.name() != null && !names.add(list.name())) {
                ofOne.problem("name", "another list is called '" + list.name() + "' already");
            }
        }
        if (lists.size() > MOST_LISTS) {
            keys.problem("lists", "at most " + MOST_LISTS + ", were " + lists.size());
        }
        return new Content(disabled, ignored, lists);
    }

    private void group(Node entry) {
        YamlKeys keys = new YamlKeys(file, entry, GROUP_KEYS, problems);
        String name = keys.required("name", YamlKeys::name);
        Set<String> accounts = new HashSet<>(keys.list("accounts", ACCOUNT));
        accounts.removeIf(Objects::isNull);
        if (accounts.isEmpty()) {
            keys.problem("accounts", "names of accounts, or @domain for all of a domain");
        }
        if (name != null) {
            groups.put(name, accounts);
        }
    }

    private static final Function<String, String> ACCOUNT = text -> {
        if (text.isBlank() || text.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("not an account: '" + text + "'");
        }
        return text.toLowerCase(Locale.ROOT);
    };

    /// Keeps the order in which messages list the keys.
    static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
