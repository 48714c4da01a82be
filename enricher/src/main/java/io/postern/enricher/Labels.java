package io.postern.enricher;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What an address is called without asking anybody: the operator's name of its network, the longest match first, or
/// what IANA says a special-purpose range is for (`private use (RFC 1918)`).
public final class Labels {

    private final List<Map.Entry<Network, String>> local;
    private final SpecialPurpose special;

    public Labels(Map<Network, String> local, SpecialPurpose special) {
        this.local = local.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Network, String> entry) ->
                                entry.getKey().prefix())
                        .reversed())
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
        this.special = special;
    }

    /// Null for an ordinary address that the operator does not name.
    public String of(Address client) {
        for (Map.Entry<Network, String> network : local) {
            if (network.getKey().contains(client)) {
                return network.getValue();
            }
        }
        return special.of(client).map(SpecialPurpose.Range::name).orElse(null);
    }
}
