package io.postern.collector.enforcing.nftables;

import io.postern.events.Address;
import io.postern.events.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The set of the kernel that holds all networks of one family and one prefix length, by their first address; its rule
/// looks a packet's source up with the other bits cleared.
///
/// Networks may overlap so, each keeps its own end, and adding one costs the same however many there are. A set of
/// intervals has none of that (docs/decisions/0015).
///
/// @param v6 IPv6 or else IPv4
record BanSet(boolean v6, int prefix) implements Comparable<BanSet> {

    private static final Pattern NAME = Pattern.compile("ban(?<family>[46])_(?<prefix>\\d{1,3})");

    static BanSet of(Network network) {
        return new BanSet(network.base().isV6(), network.prefix());
    }

    /// @return empty when it is no such set's name
    static Optional<BanSet> named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BanSet set = new BanSet(matcher.group("family").equals("6"), Integer.parseInt(matcher.group("prefix")));
        return Optional.of(set).filter(one -> one.prefix <= one.bits());
    }

    String name() {
        return "ban" + (v6 ? 6 : 4) + "_" + prefix;
    }

    int bits() {
        return v6 ? 128 : 32;
    }

    /// Whether it holds single addresses, so that no bit is to be cleared.
    boolean isSingle() {
        return prefix == bits();
    }

    /// In network order.
    byte[] mask() {
        byte[] mask = new byte[bits() / 8];
        for (int bit = 0; bit < prefix; bit++) {
            mask[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return mask;
    }

    /// @return empty for what only another hand can have put there: an IPv4-mapped address among those of IPv6
    Optional<Network> network(Address base) {
        return base.isV6() == v6 ? Optional.of(new Network(base, prefix)) : Optional.empty();
    }

    /// @param bytes in network order, 4 or 16
    static Address address(byte[] bytes) {
        try {
            return Address.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }

    @Override
    public int compareTo(BanSet other) {
        return Comparator.comparing(BanSet::v6)
                .thenComparing(BanSet::prefix, Comparator.reverseOrder())
                .compare(this, other);
    }
}
