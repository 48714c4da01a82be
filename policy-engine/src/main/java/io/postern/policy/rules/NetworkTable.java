package io.postern.policy.rules;

import io.postern.events.Network;
import java.nio.ByteBuffer;
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

    /// A network without what it is for people.
    ///
    /// @param high the first 64 bits; all of an IPv4 address are at their beginning
    private record Bits(boolean v6, long high, long low, int prefix) {

        static Bits of(Network network) {
            byte[] bytes = network.base().bytes();
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return bytes.length == 4
                    ? new Bits(false, (long) buffer.getInt() << 32, 0, network.prefix())
                    : new Bits(true, buffer.getLong(), buffer.getLong(), network.prefix());
        }

        /// The network around it with a shorter prefix.
        Bits widened(int length) {
            return new Bits(
                    v6,
                    length == 0 ? 0 : high & -1L << Math.max(0, 64 - length),
                    length <= 64 ? 0 : low & -1L << (128 - length),
                    length);
        }
    }

    private record Slot<V>(Network network, V value) {}

    private final Map<Bits, Slot<V>> values = new ConcurrentHashMap<>();

    /// Longest first, so that the most exact network is the one found.
    private final NavigableSet<Integer> prefixes = new ConcurrentSkipListSet<>(Comparator.reverseOrder());

    public void put(Network network, V value) {
        values.put(Bits.of(network), new Slot<>(network, value));
        prefixes.add(network.prefix());
    }

    public void putIfAbsent(Network network, V value) {
        values.putIfAbsent(Bits.of(network), new Slot<>(network, value));
        prefixes.add(network.prefix());
    }

    /// Of exactly this network; null when there is none.
    public V get(Network network) {
        Slot<V> slot = values.get(Bits.of(network));
        return slot == null ? null : slot.value();
    }

    /// Of the most exact network that holds the whole of this one.
    public Optional<V> holding(Network network) {
        return holding(network, value -> true);
    }

    /// The same among the values that are wanted.
    public Optional<V> holding(Network network, Predicate<V> wanted) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Bits bits = Bits.of(network);
        for (int prefix : prefixes) {
            if (prefix <= network.prefix()) {
                Slot<V> slot = values.get(bits.widened(prefix));
                if (slot != null && wanted.test(slot.value())) {
                    return Optional.of(slot.value());
                }
            }
        }
        return Optional.empty();
    }

    /// Of any network within this one; looks at all of them.
    public Optional<V> inside(Network network, Predicate<V> wanted) {
        return values.values().stream()
                .filter(slot -> network.contains(slot.network()) && wanted.test(slot.value()))
                .map(Slot::value)
                .findFirst();
    }

    public int size() {
        return values.size();
    }
}
