package io.postern.auth.bans;

import io.postern.events.Address;

/// The leading bits of an address, left-aligned in 128, so that a prefix is a mask and a look-up needs no text.
///
/// Says nothing of the family: an IPv4 address and an IPv6 address may have equal bits, and never share a table.
record Bits(long high, long low) {

    static Bits of(Address address) {
        byte[] bytes = address.bytes();
        return bytes.length == 4
                ? new Bits(word(bytes, 0, 4) << 32, 0)
                : new Bits(word(bytes, 0, 8), word(bytes, 8, 8));
    }

    /// @param prefix how many leading bits to keep, 0 to 128
    Bits keep(int prefix) {
        return prefix > 64 ? new Bits(high, low & mask(prefix - 64)) : new Bits(high & mask(prefix), 0);
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    private static long word(byte[] bytes, int from, int length) {
        long word = 0;
        for (int i = from; i < from + length; i++) {
            word = word << 8 | (bytes[i] & 0xff);
        }
        return word;
    }
}
