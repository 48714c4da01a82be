package io.postern.enricher.registries;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postern.events.Address;
import io.postern.events.Network;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// What is known of networks, found by address: the smallest network that holds it. Bounded; for any thread.
///
/// Registered networks have few different lengths, so asking each length that occurs is a handful of look-ups.
final class NetworkTable {

    private final Cache<Network, KnownRegistration> networks;
    private final AtomicIntegerArray lengthsV4 = new AtomicIntegerArray(33);
    private final AtomicIntegerArray lengthsV6 = new AtomicIntegerArray(129);

    NetworkTable(int most) {
        networks = Caffeine.newBuilder()
                .maximumSize(most)
                .executor(Runnable::run)
                .<Network, KnownRegistration>removalListener((network, known, cause) -> {
                    if (network != null && cause.wasEvicted()) {
                        lengths(network.base()).decrementAndGet(network.prefix());
                    }
                })
                .build();
    }

    /// Null when no network that is known holds it.
    KnownRegistration find(Address address) {
        AtomicIntegerArray lengths = lengths(address);
        for (int prefix = lengths.length() - 1; prefix >= 0; prefix--) {
            if (lengths.get(prefix) > 0) {
                KnownRegistration known = networks.getIfPresent(new Network(address, prefix));
                if (known != null) {
                    return known;
                }
            }
        }
        return null;
    }

    void put(KnownRegistration known) {
        Network network = known.network();
        if (networks.asMap().put(network, known) == null) {
            lengths(network.base()).incrementAndGet(network.prefix());
        }
    }

    void remove(Network network) {
        if (networks.asMap().remove(network) != null) {
            lengths(network.base()).decrementAndGet(network.prefix());
        }
    }

    long size() {
        return networks.estimatedSize();
    }

    private AtomicIntegerArray lengths(Address address) {
        return address.isV6() ? lengthsV6 : lengthsV4;
    }
}
