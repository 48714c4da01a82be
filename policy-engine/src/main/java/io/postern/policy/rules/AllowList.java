package io.postern.policy.rules;

import io.postern.events.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who is never banned, whatever a rule says: one address or network a line, and behind it a word on why.
public final class AllowList {

    static final AllowList EMPTY = new AllowList(List.of());

    /// @param place where it stands: `allow.list:3`
    /// @param comment the operator's word on it; empty when there is none
    public record Entry(Network network, String place, String comment) {

        /// `allow.list:3: 203.0.113.0/24 office`
        @Override
        public String toString() {
            return place + ": " + network + (comment.isEmpty() ? "" : " " + comment);
        }
    }

    private final NetworkTable<Entry> entries = new NetworkTable<>();

    private AllowList(List<Entry> lines) {
        lines.forEach(line -> entries.putIfAbsent(line.network(), line));
    }

    /// @param file its name, for the problems and for the answer to "why?"
    static AllowList read(String file, String text, List<Problem> problems) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            String[] words = content.split("\\s+", 2);
            try {
                String comment = words.length == 1 ? "" : words[1].replaceFirst("^#\\s*", "");
                entries.add(new Entry(Network.of(words[0]), file + ":" + (i + 1), comment));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(file, i + 1, line.indexOf(words[0]) + 1, null, e.getMessage()));
            }
        }
        return new AllowList(entries);
    }

    /// The most exact line that holds the whole network.
    public Optional<Entry> holding(Network network) {
        return entries.holding(network);
    }

    /// A line that is about a part of the network.
    public Optional<Entry> inside(Network network) {
        return entries.inside(network, entry -> true);
    }

    public int size() {
        return entries.size();
    }
}
