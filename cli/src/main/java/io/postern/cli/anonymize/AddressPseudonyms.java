package io.postern.cli.anonymize;

import io.postern.events.Address;
import io.postern.events.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Addresses for addresses; neighbours stay neighbours.
///
/// Public IPv4 addresses, and those that stand for such in examples and tests, go into 240.0.0.0/4, which nobody owns:
/// the first 16 bits become 12 others, the rest is permuted so that equal beginnings stay equal (/16 to /32). IPv6
/// goes into 2001:db8::/32: 20 bits for each /48, 12 for each /64 in it, 64 for the interface. Private IPv4 ranges keep
/// their first bits, so that what is exempt stays exempt; loopback, link-local, unspecified, multicast and broadcast
/// tell nothing of anybody and stay.
///
/// Two networks may share a pseudonym by chance: among n /16s, n²/8192 pairs; two addresses do far less often, because
/// the permutations differ: among n, about n²/2^29 pairs.
final class AddressPseudonyms {

    private static final List<Network> KEPT = List.of(
            Network.of("0.0.0.0/8"),
            Network.of("127.0.0.0/8"),
            Network.of("169.254.0.0/16"),
            Network.of("224.0.0.0/4"),
            Network.of("255.255.255.255/32"),
            Network.of("::/127"),
            Network.of("fe80::/10"),
            Network.of("ff00::/8"));

    private static final List<Network> PRIVATE = List.of(
            Network.of("10.0.0.0/8"),
            Network.of("172.16.0.0/12"),
            Network.of("192.168.0.0/16"),
            Network.of("100.64.0.0/10"));

    private static final Network PRIVATE_V6 = Network.of("fc00::/7");

    private final PseudonymKey key;

    AddressPseudonyms(PseudonymKey key) {
        this.key = key;
    }

    Address of(Address address) {
        if (KEPT.stream().anyMatch(network -> network.contains(address))) {
            return address;
        }
        byte[] bytes = address.bytes();
        return address.isV6() ? v6(bytes, PRIVATE_V6.contains(address)) : v4(bytes, privateBits(address));
    }

    private static int privateBits(Address address) {
        return PRIVATE.stream()
                .filter(network -> network.contains(address))
                .mapToInt(Network::prefix)
                .findFirst()
                .orElse(0);
    }

    private Address v4(byte[] original, int keptBits) {
        byte[] bytes = original.clone();
        if (keptBits == 0) {
            int upper = 0xF000 | PseudonymKey.bits(key.digest("v4", Arrays.copyOf(original, 2)), 12);
            bytes[0] = (byte) (upper >> 8);
            bytes[1] = (byte) upper;
        }
        for (int i = keptBits == 0 ? 2 : keptBits / 8; i < 4; i++) {
            byte[] tree = key.digest("v4-bits", Arrays.copyOf(original, i));
            int first = Math.max(0, keptBits - i * 8);
            bytes[i] = permuted(original[i], tree, first);
        }
        return address(bytes);
    }

    /// Flips each bit, from `first` on, as the bits before it decide: equal beginnings stay equal, and no two bytes
    /// become the same.
    private static byte permuted(byte original, byte[] tree, int first) {
        int value = original & 0xff;
        int result = value;
        int node = 1;
        for (int bit = 0; bit < 8; bit++) {
            boolean flip = (tree[node >> 3] >> (node & 7) & 1) == 1;
            if (flip && bit >= first) {
                result ^= 0x80 >> bit;
            }
            node = node << 1 | value >> 7 - bit & 1;
        }
        return (byte) result;
    }

    private Address v6(byte[] original, boolean isPrivate) {
        byte[] bytes = new byte[16];
        int site = PseudonymKey.bits(key.digest("v6", Arrays.copyOf(original, 6)), 20);
        int subnet = PseudonymKey.bits(key.digest("v6", Arrays.copyOf(original, 8)), 12);
        byte[] head = isPrivate ? new byte[] {(byte) 0xfd, 0, 0, 0} : new byte[] {0x20, 0x01, 0x0d, (byte) 0xb8};
        System.arraycopy(head, 0, bytes, 0, 4);
        bytes[4] = (byte) (site >> 12);
        bytes[5] = (byte) (site >> 4);
        bytes[6] = (byte) (site << 4 | subnet >> 8);
        bytes[7] = (byte) subnet;
        System.arraycopy(key.digest("v6-interface", original), 0, bytes, 8, 8);
        return address(bytes);
    }

    private static Address address(byte[] bytes) {
        try {
            return Address.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
