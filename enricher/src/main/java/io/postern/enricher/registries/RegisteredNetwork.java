package io.postern.enricher.registries;

import io.postern.events.Network;
import io.postern.events.Text;
import java.util.List;
import java.util.Locale;

/// A network as a registry has it.
///
/// @param network the part of the registered range that holds the client, as one prefix
/// @param name null unless told
/// @param country ISO 3166-1 alpha-2; null unless told
/// @param entities handles of whom it is registered to, in the registry's order, each once
record RegisteredNetwork(Network network, String name, String country, List<String> entities) {

    /// A registration names a handful; who names more wants to fill the cache.
    private static final int MOST_ENTITIES = 16;

    RegisteredNetwork {
        name = Text.clean(name);
        country = country(country);
        entities = entities.stream()
                .map(Text::clean)
                .filter(handle -> handle != null)
                .distinct()
                .limit(MOST_ENTITIES)
                .toList();
    }

    /// Two letters, or nothing: `EU` and `ZZ` are what registries write for "somewhere".
    static String country(String raw) {
        String clean = raw == null ? "" : raw.strip().toUpperCase(Locale.ROOT);
        return clean.length() == 2 && clean.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? clean : null;
    }
}
