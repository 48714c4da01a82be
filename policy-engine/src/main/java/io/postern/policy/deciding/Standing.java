package io.postern.policy.deciding;

import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.policy.rules.NetworkTable;
import io.postern.policy.rules.Rule;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What holds because operators' commands said so: networks allowed and pardoned, modes of rules, entries of lists.
///
/// Every question is about a moment, so that an old attempt is judged by what held when it came in. Thread-safe:
/// one
/// writes, many read.
public final class Standing {

    private final NetworkTable<ListEntry> allowed = new NetworkTable<>();
    private final NetworkTable<ListEntry> pardoned = new NetworkTable<>();
    private final Map<String, ListEntry> modes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, ListEntry>> ofLists = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    /// @throws IllegalArgumentException when the entry is no network where one is needed
    public void take(ListEntry entry) {
        switch (entry.list()) {
            case ListEntry.ALLOW -> allowed.put(Network.of(entry.entry()), entry);
            case ListEntry.PARDON -> pardoned.put(Network.of(entry.entry()), entry);
            case ListEntry.MODE -> modes.put(entry.entry(), entry);
            default ->
                ofLists.computeIfAbsent(entry.list(), list -> new ConcurrentHashMap<>())
                        .put(entry.entry(), entry);
        }
        version.incrementAndGet();
    }

    /// The most exact word that allows the whole network.
    public Optional<ListEntry> allowing(Network network, Instant at) {
        return allowed.holding(network, entry -> entry.holdsAt(at));
    }

    /// A word that allows a part of the network.
    Optional<ListEntry> allowedInside(Network network, Instant at) {
        return allowed.inside(network, entry -> entry.holdsAt(at));
    }

    /// The word on exactly this network, whether it holds or not.
    Optional<ListEntry> allowed(Network network) {
        return Optional.ofNullable(allowed.get(network));
    }

    /// The newest pardon of the whole network up to the moment.
    public Optional<ListEntry> pardoning(Network network, Instant at) {
        ListEntry[] newest = {null};
        pardoned.holding(network, entry -> {
            boolean newer = !entry.from().isAfter(at)
                    && (newest[0] == null || entry.from().isAfter(newest[0].from()));
            newest[0] = newer ? entry : newest[0];
            return false; // a wider network's may be newer
        });
        return Optional.ofNullable(newest[0]);
    }

    /// Empty when the rule's own mode holds.
    public Optional<Rule.Mode> modeOf(String rule, Instant at) {
        return Optional.ofNullable(modes.get(rule))
                .filter(entry -> entry.holdsAt(at))
                .flatMap(entry -> mode(entry.value()));
    }

    /// Empty when there is no such mode.
    static Optional<Rule.Mode> mode(String word) {
        return Arrays.stream(Rule.Mode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst();
    }

    /// All that commands have said of one list, what was taken back too.
    public Collection<ListEntry> ofList(String list) {
        return ofLists.getOrDefault(list, Map.of()).values();
    }

    /// Changes with every word taken.
    public long version() {
        return version.get();
    }
}
