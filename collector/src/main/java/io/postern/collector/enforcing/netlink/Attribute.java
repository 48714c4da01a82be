package io.postern.collector.enforcing.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One attribute of a message: a type and what it holds, which may be attributes again.
///
/// @param value in network order, from its position to its limit
public record Attribute(int type, ByteBuffer value) {

    private static final int TYPE_BITS = 0x3fff;

    /// The attributes from the buffer's position to its limit, in their order.
    ///
    /// @throws NetlinkException when a length does not fit
    public static List<Attribute> in(ByteBuffer buffer) throws NetlinkException {
        ByteBuffer from = buffer.slice().order(ByteOrder.nativeOrder());
        List<Attribute> found = new ArrayList<>();
        while (from.remaining() >= 4) {
            int start = from.position();
            int length = Short.toUnsignedInt(from.getShort());
            int type = from.getShort() & TYPE_BITS;
            if (length < 4 || length > from.limit() - start) {
                throw NetlinkException.ofAnswer("the kernel's answer has an attribute of " + length + " bytes where "
                        + (from.limit() - start) + " are left");
            }
            found.add(new Attribute(type, from.slice(start + 4, length - 4)));
            from.position(Math.min(from.limit(), start + length + 3 & ~3));
        }
        return found;
    }

    /// The first of that type among these.
    public static Optional<Attribute> find(int type, List<Attribute> attributes) {
        return attributes.stream().filter(one -> one.type == type).findFirst();
    }

    public List<Attribute> nested() throws NetlinkException {
        return in(value);
    }

    public byte[] bytes() {
        byte[] copy = new byte[value.remaining()];
        value.get(value.position(), copy);
        return copy;
    }

    /// @return eight bytes, or four of them
    public long number() {
        ByteBuffer bytes = value.order(ByteOrder.BIG_ENDIAN);
        return bytes.remaining() < Long.BYTES ? bytes.getInt(bytes.position()) : bytes.getLong(bytes.position());
    }

    /// Without the NUL at its end.
    public String text() {
        String all = StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        int end = all.indexOf('\0');
        return end < 0 ? all : all.substring(0, end);
    }
}
