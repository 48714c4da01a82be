package io.postern.policy.lists;

import io.postern.events.ClientProfile;
import io.postern.events.Network;
import io.postern.policy.rules.NetworkTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The entries of one list, so kept that a look-up costs about the same however many there are. Immutable.
///
/// Each question is answered with null when no entry fits, or when there is nothing to ask for.
final class Index {

    /// An entry and what it says.
    record Read(Term term, Entry entry) {}

    private final NetworkTable<Entry> networks = new NetworkTable<>();
    private final Map<String, Entry> words = new HashMap<>();
    private final Map<Long, Entry> numbers = new HashMap<>();
    private final Map<String, Entry> literals = new HashMap<>();
    private final Circles circles = new Circles();
    private final Patterns patterns;
    private final int size;

    /// @param full whether patterns must match the whole text, or only its beginning
    Index(List<Read> entries, boolean full) {
        List<Map.Entry<Term.Regex, Entry>> regexes = new ArrayList<>();
        for (Read read : entries) {
            switch (read.term()) {
                case Term.Net(Network network) -> networks.putIfAbsent(network, read.entry());
                case Term.Word(String lower) -> words.putIfAbsent(lower, read.entry());
                case Term.Number(long number) -> numbers.putIfAbsent(number, read.entry());
                case Term.Literal(String text) -> literals.putIfAbsent(text, read.entry());
                case Term.Regex regex -> regexes.add(Map.entry(regex, read.entry()));
                case Term.Around(Circle circle) -> circles.add(circle, read.entry());
            }
        }
        patterns = new Patterns(regexes, full);
        size = entries.size();
    }

    int size() {
        return size;
    }

    Entry network(Network client) {
        return networks.holding(client).orElse(null);
    }

    Entry word(String text) {
        return text == null ? null : words.get(text.toLowerCase(Locale.ROOT));
    }

    Entry anyWord(Collection<String> texts) {
        return texts.stream()
                .map(this::word)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    Entry number(Long number) {
        return number == null ? null : numbers.get(number);
    }

    Entry anyNumber(Collection<Long> some) {
        return some.stream()
                .map(numbers::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /// By a literal or by a pattern.
    Entry text(String text) {
        if (text == null) {
            return null;
        }
        Entry literal = literals.get(text);
        Entry any = literal == null ? word(text) : literal;
        return any == null ? patterns.first(text) : any;
    }

    Entry circle(ClientProfile.Place place) {
        return circles.holding(place);
    }
}
