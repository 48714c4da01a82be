package io.postern.policy.deciding;

import io.postern.events.Address;
import io.postern.events.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The addresses of the cluster's own mail hosts, as they report them. Thread-safe: one writes, many read.
public final class OwnHosts {

    private final Map<String, List<Address>> byHost = new HashMap<>();
    private volatile Map<Address, String> owners = Map.of();

    /// @param addresses all of the host's at present; none when it is gone
    public synchronized void report(String host, List<Address> addresses) {
        List<Address> before = addresses.isEmpty() ? byHost.remove(host) : byHost.put(host, addresses);
        if (addresses.equals(before)) {
            return;
        }
        Map<Address, String> all = new HashMap<>();
        byHost.forEach((name, own) -> own.forEach(address -> all.put(address, name)));
        owners = Map.copyOf(all);
    }

    Optional<String> ownerOf(Address address) {
        return Optional.ofNullable(owners.get(address));
    }

    /// In words: `203.0.113.25, own address of mx1`.
    Optional<String> inside(Network network) {
        return owners.entrySet().stream()
                .filter(owner -> network.contains(owner.getKey()))
                .map(owner -> owner.getKey() + ", own address of " + owner.getValue())
                .findFirst();
    }

    /// The same object as long as nothing has changed.
    Map<Address, String> snapshot() {
        return owners;
    }
}
