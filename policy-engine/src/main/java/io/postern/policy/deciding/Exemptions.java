package io.postern.policy.deciding;

import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import io.postern.policy.rules.AllowList;
import io.postern.policy.rules.Rulebook;
import java.util.Optional;
import java.util.function.Supplier;

/// Who is never banned: the allow list first, then the cluster's own hosts, then the special-purpose ranges.
public final class Exemptions {

    private final Supplier<Rulebook> rulebook;
    private final OwnHosts ownHosts;
    private final SpecialPurpose specialPurpose;

    public Exemptions(Supplier<Rulebook> rulebook, OwnHosts ownHosts, SpecialPurpose specialPurpose) {
        this.rulebook = rulebook;
        this.ownHosts = ownHosts;
        this.specialPurpose = specialPurpose;
    }

    /// Why the network must not be banned, in words; empty when it may be.
    public Optional<String> of(Network network) {
        return rulebook.get()
                .allowList()
                .holding(network)
                .map(AllowList.Entry::toString)
                .or(() -> ownHosts.ownerOf(network.base()).map(host -> "own address of " + host))
                .or(() -> specialPurpose
                        .of(network.base())
                        .map(range -> "special-purpose range " + range.network() + ": " + range.name()));
    }

    /// Equal to an earlier one as long as the answers are the same.
    public Object version() {
        record Version(AllowList allowList, Object hosts) {}
        return new Version(rulebook.get().allowList(), ownHosts.snapshot());
    }
}
