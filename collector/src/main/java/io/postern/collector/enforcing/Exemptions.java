package io.postern.collector.enforcing;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.util.List;
import java.util.Set;

/// Whom this host never keeps out, whatever the cluster decides.
///
/// The policy knows better reasons and checks them first. This is for the day when it is wrong, or somebody else
/// writes bans: who is let in here can always repair the rest.
public final class Exemptions {

    private final List<Network> allowed;
    private final SpecialPurpose special;
    private volatile Set<Address> own = Set.of();

    public Exemptions(List<Network> allowed, SpecialPurpose special) {
        this.allowed = List.copyOf(allowed);
        this.special = special;
    }

    /// @param addresses of this host, loopback included
    /// @return whether they are others than before
    public boolean own(Set<Address> addresses) {
        boolean changed = !addresses.equals(own);
        own = Set.copyOf(addresses);
        return changed;
    }

    /// Why the network must not be kept out, in words; null when it may.
    String against(Network network) {
        for (Network allowance : allowed) {
            if (allowance.contains(network)) {
                return "in " + allowance + " of postern.collector.enforce.allow";
            }
            if (network.contains(allowance)) {
                return "contains " + allowance + " of postern.collector.enforce.allow";
            }
        }
        for (Address address : own) {
            if (network.contains(address)) {
                return "contains " + address + ", an address of this host";
            }
        }
        return special.of(network.base())
                .or(() -> special.inside(network))
                .map(range -> "special-purpose " + range.network() + ", " + range.name())
                .orElse(null);
    }
}
