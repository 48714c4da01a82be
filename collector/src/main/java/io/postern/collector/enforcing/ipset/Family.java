package io.postern.collector.enforcing.ipset;

import io.postern.events.Network;

/// Each family has a set, and its own iptables.
enum Family {
    IPV4("postern4", "inet", "iptables"),
    IPV6("postern6", "inet6", "ip6tables");

    private final String set;
    private final String family;
    private final String iptables;

    Family(String set, String family, String iptables) {
        this.set = set;
        this.family = family;
        this.iptables = iptables;
    }

    static Family of(Network network) {
        return network.base().isV6() ? IPV6 : IPV4;
    }

    String set() {
        return set;
    }

    /// As ipset calls it.
    String family() {
        return family;
    }

    /// The program; that which restores has `-restore` at its end.
    String iptables() {
        return iptables;
    }
}
