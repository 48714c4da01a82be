package io.postern.enricher.registries;

import io.postern.events.Address;
import io.postern.events.Network;

/// From one address to another, both in it, of one family: registries count so, and not every range is one prefix.
record AddressRange(Address first, Address last) {

    AddressRange {
        if (first.isV6() != last.isV6() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException("not a range: " + first + " - " + last);
        }
    }

    static AddressRange of(Network network) {
        return new AddressRange(network.base(), lastOf(network));
    }

    boolean contains(Address address) {
        return address.isV6() == first.isV6() && first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    /// The largest network that holds the address and lies in the range.
    Network around(Address address) {
        int bits = address.isV6() ? 128 : 32;
        for (int prefix = 0; prefix < bits; prefix++) {
            Network network = new Network(address, prefix);
            if (contains(network.base()) && contains(lastOf(network))) {
                return network;
            }
        }
        return Network.of(address);
    }

    private static Address lastOf(Network network) {
        byte[] bytes = network.base().bytes();
        for (int bit = network.prefix(); bit < bytes.length * 8; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return address(bytes);
    }

    private static Address address(byte[] bytes) {
        try {
            return Address.of(java.net.InetAddress.getByAddress(bytes));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
