package io.postern.policy.lists;

import io.postern.events.ListEntry;
import io.postern.events.Service;
import io.postern.policy.lists.ListDeclaration.Origin;
import io.postern.policy.rules.Rule;
import io.postern.policy.rules.YamlKeys;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// Reads one entry of lists.yaml. What is missing or wrong is a problem and stands in the list as something
/// harmless.
final class ListKeys {

    static final Set<String> KEYS = ListsFile.ordered(
            "name",
            "kind",
            "file",
            "entries",
            "pack",
            "feed",
            "format",
            "refresh",
            "most-bytes",
            "match",
            "services",
            "groups",
            "then",
            "for",
            "mode");

    private static final List<String> ORIGINS = List.of("file", "entries", "pack", "feed");
    private static final List<String> OF_FEEDS = List.of("format", "refresh", "most-bytes");
    private static final Set<String> TAKEN =
            Set.of(ListEntry.ALLOW, ListEntry.PARDON, ListEntry.MODE, Lists.DISABLED_SERVICES);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration USUAL = Duration.ofDays(1);

    private enum Anchor {
        FULL,
        START
    }

    private final Map<String, Set<String>> groups;

    /// @param groups of accounts, by name
    ListKeys(Map<String, Set<String>> groups) {
        this.groups = groups;
    }

    ListDeclaration read(YamlKeys keys) {
        String name = keys.required("name", ListKeys::name);
        boolean pack = keys.has("pack");
        Kind kind = pack
                ? keys.optional("kind", null, text -> {
                    throw new IllegalArgumentException("a pack has its own");
                })
                : keys.required("kind", YamlKeys.word(Kind.class, Kind::word));
        Anchor match = keys.optional("match", Anchor.FULL, YamlKeys.word(Anchor.class, ListKeys::word));
        if (keys.has("match") && kind != null && !kind.hasPatterns()) {
            keys.problem("match", "there are no patterns in a list of " + kind.word());
        }
        Treatment treatment = new Treatment(
                keys.optional("then", Treatment.Then.DENY, YamlKeys.word(Treatment.Then.class, ListKeys::word)),
                keys.optional("for", USUAL, YamlKeys.upTo(LONGEST)),
                keys.optional("mode", Rule.Mode.ENFORCE, YamlKeys.word(Rule.Mode.class, Rule.Mode::word)));
        return new ListDeclaration(
                name,
                kind,
                match != Anchor.START,
                scope(keys),
                treatment,
                origin(keys, name == null ? "" : name, kind));
    }

    private Scope scope(YamlKeys keys) {
        Set<Service> services = new HashSet<>(keys.list("services", YamlKeys.word(Service.class)));
        services.removeIf(Objects::isNull);
        Set<String> accounts = new HashSet<>();
        for (Set<String> group : keys.list("groups", this::group)) {
            accounts.addAll(group == null ? Set.of() : group);
        }
        return new Scope(services, accounts);
    }

    private Set<String> group(String name) {
        Set<String> group = groups.get(name);
        if (group == null) {
            throw new IllegalArgumentException("there is no group '" + name + "'");
        }
        return group;
    }

    private static Origin origin(YamlKeys keys, String name, Kind kind) {
        List<String> told = ORIGINS.stream().filter(keys::has).toList();
        if (told.size() > 1) {
            keys.problem(told.get(1), "there is " + told.getFirst() + " already; one of the two");
        }
        if (!told.contains("feed")) {
            OF_FEEDS.stream().filter(keys::has).forEach(key -> keys.problem(key, "goes with feed only"));
        }
        return switch (told.isEmpty() ? "" : told.getFirst()) {
            case "file" -> new Origin.InFile(keys.required("file", Function.identity()));
            case "entries" -> new Origin.InPlace(keys.list("entries", text -> entry(kind, text)));
            case "pack" -> new Origin.Shipped(keys.required("pack", Packs::known));
            case "feed" -> new Origin.Fetched(feed(keys, name, kind));
            default -> new Origin.Nowhere();
        };
    }

    private static String entry(Kind kind, String text) {
        if (kind != null) {
            Term.of(kind, text.strip());
        }
        return text.strip();
    }

    private static Feed feed(YamlKeys keys, String name, Kind kind) {
        return new Feed(
                name,
                kind,
                keys.required("feed", ListKeys::uri),
                keys.optional("format", Feed.Format.LINES, YamlKeys.word(Feed.Format.class, ListKeys::word)),
                keys.optional("refresh", Feed.USUAL, ListKeys::refresh),
                keys.optional("most-bytes", Feed.MOST_BYTES, YamlKeys.number(1, 100 << 20)));
    }

    private static String name(String text) {
        if (TAKEN.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is taken: what commands leave standing is called so");
        }
        return YamlKeys.name(text);
    }

    private static Duration refresh(String text) {
        Duration every = YamlKeys.upTo(LONGEST).apply(text);
        if (every.compareTo(Feed.AT_MOST_EVERY) < 0) {
            throw new IllegalArgumentException("not more often than every hour, was " + text);
        }
        return every;
    }

    private static URI uri(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null || !Set.of("http", "https", "file").contains(uri.getScheme())) {
            throw new IllegalArgumentException("expected http://, https:// or file://, was '" + text + "'");
        }
        return uri;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
