package io.postern.enricher.names;

import io.postern.events.Address;

/// The name under which the DNS keeps an address' PTR record (RFC 1035 section 3.5, RFC 3596 section 2.5).
final class ReverseZone {

    private ReverseZone() {}

    static String nameOf(Address address) {
        byte[] bytes = address.bytes();
        StringBuilder name = new StringBuilder(73);
        for (int i = bytes.length - 1; i >= 0; i--) {
            int b = bytes[i] & 255;
            if (address.isV6()) {
                name.append(Character.forDigit(b & 15, 16)).append('.');
                name.append(Character.forDigit(b >> 4, 16)).append('.');
            } else {
                name.append(b).append('.');
            }
        }
        return name.append(address.isV6() ? "ip6.arpa." : "in-addr.arpa.").toString();
    }
}
