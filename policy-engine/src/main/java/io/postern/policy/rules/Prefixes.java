package io.postern.policy.rules;

import io.postern.events.Address;
import io.postern.events.Network;

/// How long the prefix is that makes addresses one network.
public record Prefixes(int v4, int v6) {

    public static final Prefixes USUAL = new Prefixes(24, 64);

    public Network of(Address client) {
        return new Network(client, client.isV6() ? v6 : v4);
    }
}
