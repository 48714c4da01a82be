package io.postern.policy.rules;

import io.postern.events.Address;
import io.postern.events.Network;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/// Values by network. A look-up costs one hash per prefix length in use, however many networks there are.
///
/// Thread-safe.
///
/// @param <V> what is said of a network
public final class NetworkTable<V> {

    private final Map<Network, V> values = new ConcurrentHashMap<>();

    /// Longest first, so that the most exact network is the one found.
    private final NavigableSet<Integer> prefixes = new ConcurrentSkipListSet<>(Comparator.reverseOrder());

    public void put(Network network, V value) {
        values.put(network, value);
        prefixes.add(network.prefix());
    }

    public void putIfAbsent(Network network, V value) {
        values.putIfAbsent(network, value);
        prefixes.add(network.prefix());
    }

    public void remove(Network network) {
        values.remove(network);
    }

    /// Of exactly this network; null when there is none.
    public V get(Network network) {
        return values.get(network);
    }

    /// Of the most exact network that holds the whole of this one.
    public Optional<V> holding(Network network) {
        return holding(network, value -> true);
    }

    /// The same among the values that are wanted.
    public Optional<V> holding(Network network, Predicate<V> wanted) {
        Address base = network.base();
        for (int prefix : prefixes) {
            if (prefix <= network.prefix()) {
                V value = values.get(new Network(base, prefix));
                if (value != null && wanted.test(value)) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /// Of any network within this one; looks at all of them.
    public Optional<V> inside(Network network, Predicate<V> wanted) {
        return values.entrySet().stream()
                .filter(entry -> network.contains(entry.getKey()) && wanted.test(entry.getValue()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public int size() {
        return values.size();
    }
}
