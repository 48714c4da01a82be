package io.postern.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;

/// A range of addresses of one family, written as CIDR (`203.0.113.0/24`); a single address is a /32 or /128.
///
/// Families never match each other: an IPv6 address is in no IPv4 network, whatever its low bits say.
///
/// @param base the first address, host bits zero
/// @param prefix leading bits that count: 0 to 32 or 0 to 128
public record Network(Address base, int prefix) {

    public Network {
        Require.present(base, "base");
        if (prefix < 0 || prefix > base.bits()) {
            throw new IllegalArgumentException("prefix: 0 to " + base.bits() + ", was " + prefix);
        }
        base = firstOf(base, prefix);
    }

    /// The network of this one address.
    public static Network of(Address address) {
        return new Network(address, address.bits());
    }

    /// Reads `ADDRESS` or `ADDRESS/PREFIX`; host bits are cleared.
    ///
    /// @throws IllegalArgumentException when the text is neither
    @JsonCreator
    public static Network of(String text) {
        int slash = text == null ? -1 : text.indexOf('/');
        if (slash < 0) {
            return of(Address.of(text));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("not a network: " + Text.clean(text));
        }
        return new Network(Address.of(text.substring(0, slash)), Integer.parseInt(length));
    }

    /// Whether it is one address.
    @JsonIgnore
    public boolean isSingle() {
        return prefix == base.bits();
    }

    public boolean contains(Address address) {
        if (address.bits() != base.bits()) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (address.byteAt(i) != base.byteAt(i)) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (address.byteAt(whole) & mask(rest)) == base.byteAt(whole);
    }

    public boolean contains(Network other) {
        return other.prefix >= prefix && contains(other.base);
    }

    private static Address firstOf(Address address, int prefix) {
        if (prefix == address.bits()) {
            return address;
        }
        byte[] bytes = address.bytes();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(prefix - i * 8L, 0, 8);
            bytes[i] = (byte) (bytes[i] & mask(kept));
        }
        return Address.ofBytes(bytes);
    }

    /// The byte whose leading `bits` bits are set, sign-extended as bytes are.
    private static byte mask(int bits) {
        return (byte) (0xff00 >> bits);
    }

    @JsonValue
    @Override
    public String toString() {
        return base + "/" + prefix;
    }
}
