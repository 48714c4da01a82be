package io.postern.collector.enforcing.command;

import io.postern.events.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program and its arguments, with places for what is known of a network. What is put there is made of digits, dots,
/// colons, a slash and the letters a to f; each argument stays one, for no shell sees it.
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Set<String> PLACES = Set.of("network", "address", "prefix", "family", "seconds");

    private final List<String> words;

    private Template(List<String> words) {
        this.words = words;
    }

    /// @param key of the setting, for complaints
    /// @param perNetwork whether places make sense
    /// @throws IllegalArgumentException naming the key
    public static Template of(String key, List<String> words, boolean perNetwork) {
        if (words.isEmpty() || !words.getFirst().startsWith("/")) {
            throw new IllegalArgumentException(key + ": begins with a program's whole path (/usr/local/sbin/keep-out)");
        }
        boolean named = false;
        for (String word : words) {
            Matcher places = PLACE.matcher(word);
            while (places.find()) {
                if (!perNetwork || !PLACES.contains(places.group(1))) {
                    throw new IllegalArgumentException(
                            key + ": " + places.group() + (perNetwork ? " is none of " + PLACES : " has no meaning"));
                }
                named |= !places.group(1).equals("seconds") && !places.group(1).equals("family");
            }
        }
        if (perNetwork && !named) {
            throw new IllegalArgumentException(
                    key + ": names no {network} or {address}, so it would be the same for all");
        }
        return new Template(List.copyOf(words));
    }

    /// As given, where no place means anything.
    public List<String> words() {
        return words;
    }

    /// @param left null where it means nothing
    List<String> of(Network network, Duration left) {
        Map<String, String> values = Map.of(
                "network", network.toString(),
                "address", network.base().toString(),
                "prefix", Integer.toString(network.prefix()),
                "family", network.base().isV6() ? "6" : "4",
                "seconds", left == null ? "0" : Long.toString(Math.max(1, left.toSeconds())));
        List<String> filled = new ArrayList<>();
        for (String word : words) {
            filled.add(PLACE.matcher(word).replaceAll(place -> values.get(place.group(1))));
        }
        return filled;
    }
}
