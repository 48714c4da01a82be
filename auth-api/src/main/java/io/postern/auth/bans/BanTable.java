package io.postern.auth.bans;

import io.postern.events.Address;
import io.postern.events.Network;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Bans by network, asked by address. One thread writes, any number read without waiting; families never mix.
final class BanTable {

    private final FamilyTable v4 = new FamilyTable(32);
    private final FamilyTable v6 = new FamilyTable(128);

    /// A million bans know a handful of rules: each name is kept once. The writer's own.
    private final Map<String, String> rules = new HashMap<>();

    void put(Network network, Instant until, String rule) {
        String known = rules.computeIfAbsent(rule, same -> same);
        family(network.base()).put(Bits.of(network.base()), network.prefix(), new HeldBan(until, known));
    }

    void remove(Network network) {
        family(network.base()).remove(Bits.of(network.base()), network.prefix());
    }

    /// The ban in force on the smallest network around the address, or null.
    HeldBan covering(Address address, Instant at) {
        return family(address).covering(Bits.of(address), at);
    }

    /// Entries, those whose time is over included until their tombstone comes.
    int size() {
        return v4.size() + v6.size();
    }

    private FamilyTable family(Address address) {
        return address.isV6() ? v6 : v4;
    }
}
