package io.postern.policy.lists;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Lists that are shipped: mail programs that hand their users' passwords to a service of their maker's. Each is a
/// file
/// of
/// lines `KIND ENTRY`.
final class Packs {

    static final List<String> NAMES = List.of(
            "new-outlook", "edison-newton", "spark", "mail-ru", "sugar-mail", "gmail-fetch", "proton-easy-switch");

    private Packs() {}

    /// @throws IllegalArgumentException when there is no such pack
    static String known(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no pack '" + name + "'; there are " + String.join(", ", NAMES));
        }
        return name;
    }

    static Map<Kind, List<Index.Read>> read(String name) {
        Map<Kind, List<Index.Read>> entries = new LinkedHashMap<>();
        List<String> lines = text(name).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!EntryLines.isNone(line)) {
                String[] words = line.split("\\s+", 2);
                Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_'));
                entries.computeIfAbsent(kind, of -> new ArrayList<>())
                        .add(new Index.Read(
                                Term.of(kind, words[1]), new Entry(words[1], "pack " + name + ":" + (i + 1), null)));
            }
        }
        return entries;
    }

    private static String text(String name) {
        try (InputStream pack = Packs.class.getResourceAsStream(name + ".pack")) {
            return new String(pack.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
