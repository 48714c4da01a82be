package io.postern.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/// An IP address in its one canonical form, so that equal addresses are equal keys.
///
/// IPv4 in dotted decimal, IPv6 as RFC 5952 writes it, an IPv4-mapped IPv6 address (`::ffff:203.0.113.7`) as the IPv4
/// address it is. Names, ports, zones (`%eth0`) and the short IPv4 forms of inet_aton are refused, and nothing is ever
/// looked up.
public final class Address implements Comparable<Address> {

    private final byte[] bytes;
    private final String text;

    private Address(byte[] bytes) {
        this(bytes, bytes.length == 4 ? IpText.ofV4(bytes) : IpText.ofV6(bytes));
    }

    private Address(byte[] bytes, String text) {
        this.bytes = bytes;
        this.text = text;
    }

    /// @throws IllegalArgumentException when the text is not an IP address
    @JsonCreator
    public static Address of(String text) {
        byte[] bytes = text == null ? null : IpText.parse(text);
        if (bytes == null) {
            throw new IllegalArgumentException("not an IP address: " + Text.clean(text));
        }
        return new Address(bytes);
    }

    public static Address of(InetAddress address) {
        return new Address(address.getAddress());
    }

    /// The address, or null when the text is none: for parsers, where that is no exception.
    public static Address orNull(String text) {
        byte[] bytes = text == null ? null : IpText.parse(text);
        return bytes == null ? null : new Address(bytes);
    }

    /// The same, from a part of a line.
    ///
    /// @param to exclusive
    public static Address orNull(byte[] text, int from, int to) {
        byte[] v4 = IpText.parseV4(text, from, to);
        if (v4 != null) { // it can be written in one way only
            return new Address(v4, new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        }
        byte[] bytes = IpText.parse(text, from, to);
        return bytes == null ? null : new Address(bytes);
    }

    static Address ofBytes(byte[] bytes) {
        return new Address(bytes);
    }

    public boolean isV6() {
        return bytes.length == 16;
    }

    /// 4 or 16 bytes in network order; a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    byte byteAt(int index) {
        return bytes[index];
    }

    int bits() {
        return bytes.length * 8;
    }

    @Override
    public int compareTo(Address other) {
        int byFamily = Integer.compare(bytes.length, other.bytes.length);
        return byFamily != 0 ? byFamily : java.util.Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
