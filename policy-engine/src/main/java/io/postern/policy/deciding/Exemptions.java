package io.postern.policy.deciding;

import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import io.postern.policy.rules.AllowList;
import io.postern.policy.rules.Rulebook;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Who is never banned: the allow list first, then whom a command allows, then the cluster's own hosts, then the
/// special-purpose ranges.
public final class Exemptions {

    private final Supplier<Rulebook> rulebook;
    private final Standing standing;
    private final OwnHosts ownHosts;
    private final SpecialPurpose specialPurpose;

    public Exemptions(
            Supplier<Rulebook> rulebook, Standing standing, OwnHosts ownHosts, SpecialPurpose specialPurpose) {
        this.rulebook = rulebook;
        this.standing = standing;
        this.ownHosts = ownHosts;
        this.specialPurpose = specialPurpose;
    }

    /// Why the network must not be banned, in words; empty when it may be. A network that has an exempt address
    /// inside
    /// is exempt too: banning it would lock that address out.
    ///
    /// @param at the moment that it is about, in the broker's time
    public Optional<String> of(Network network, Instant at) {
        AllowList allowList = rulebook.get().allowList();
        Optional<String> exemption = allowed(network, at)
                .or(() -> ownHosts.ownerOf(network.base()).map(host -> "own address of " + host))
                .or(() -> special(network));
        return exemption.isPresent() || network.isSingle()
                ? exemption
                : allowList
                        .inside(network)
                        .map(AllowList.Entry::toString)
                        .or(() -> standing.allowedInside(network, at).map(Exemptions::words))
                        .or(() -> ownHosts.inside(network))
                        .or(() -> specialPurpose
                                .inside(network)
                                .map(range -> "special-purpose range " + range.network() + ": " + range.name()))
                        .map(what -> "there is inside: " + what);
    }

    /// Whether somebody said so, in words: a line of the allow list or a command.
    public Optional<String> allowed(Network network, Instant at) {
        return rulebook.get()
                .allowList()
                .holding(network)
                .map(AllowList.Entry::toString)
                .or(() -> standing.allowing(network, at).map(Exemptions::words));
    }

    /// Whether it lies in a range that is nobody's on the public internet, in words.
    public Optional<String> special(Network network) {
        return specialPurpose
                .of(network.base())
                .map(range -> "special-purpose range " + range.network() + ": " + range.name());
    }

    /// `allowed by ada: 203.0.113.0/24 office`
    private static String words(ListEntry entry) {
        return "allowed by " + entry.author() + ": " + entry.entry()
                + (entry.reason() == null ? "" : " " + entry.reason());
    }

    /// What operators' commands left standing.
    public Standing standing() {
        return standing;
    }

    /// Equal to an earlier one as long as the answers are the same, but for the end of what holds for a time.
    public Object version() {
        record Version(AllowList allowList, long standing, Object hosts) {}
        return new Version(rulebook.get().allowList(), standing.version(), ownHosts.snapshot());
    }
}
