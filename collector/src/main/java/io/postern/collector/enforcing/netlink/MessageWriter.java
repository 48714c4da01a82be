package io.postern.collector.enforcing.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Messages of netfilter's netlink, one after the other, as they lie in memory (linux/netlink.h, nfnetlink.h):
/// headers in the machine's order, numbers in attributes in network order, everything padded to four bytes.
public final class MessageWriter {

    private static final int NESTED = 0x8000;
    private static final int LONGEST_ATTRIBUTE = 0xffff;

    private ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

    /// What is written between the head of a message or an attribute and its end.
    @FunctionalInterface
    public interface Content {
        void write(MessageWriter to);
    }

    /// @param family as in nfgenmsg: 0 none, 1 inet
    /// @param resource as in nfgenmsg, 0 but for batches
    public MessageWriter message(int type, int flags, int sequence, int family, int resource, Content content) {
        int start = out.position();
        room(20);
        out.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
        out.put((byte) family).put((byte) 0).put((byte) (resource >> 8)).put((byte) resource);
        content.write(this);
        out.putInt(start, out.position() - start);
        return this;
    }

    public MessageWriter bytes(int type, byte... value) {
        return attribute(type, value.length, () -> out.put(value));
    }

    /// Ends with a NUL, as C has it.
    public MessageWriter text(int type, String value) {
        byte[] chars = value.getBytes(StandardCharsets.UTF_8);
        return bytes(type, Arrays.copyOf(chars, chars.length + 1));
    }

    public MessageWriter number(int type, int value) {
        return attribute(type, Integer.BYTES, () -> out.putInt(networkOrder(value)));
    }

    public MessageWriter number(int type, long value) {
        return attribute(type, Long.BYTES, () -> out.putLong(networkOrder(value)));
    }

    public MessageWriter nest(int type, Content content) {
        int start = out.position();
        room(4);
        out.putInt(0);
        content.write(this);
        head(start, type | NESTED);
        return this;
    }

    private MessageWriter attribute(int type, int length, Runnable value) {
        int start = out.position();
        room(4 + length + 3);
        out.putInt(0);
        value.run();
        head(start, type);
        while (out.position() % 4 != 0) {
            out.put((byte) 0);
        }
        return this;
    }

    private void head(int start, int type) {
        int length = out.position() - start;
        if (length > LONGEST_ATTRIBUTE) {
            throw new IllegalStateException("an attribute of " + length + " bytes");
        }
        out.putShort(start, (short) length).putShort(start + 2, (short) type);
    }

    private void room(int more) {
        if (out.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(2 * out.capacity() + more).order(ByteOrder.nativeOrder());
            out = larger.put(out.flip());
        }
    }

    private static int networkOrder(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private static long networkOrder(long value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    /// All that was written.
    public byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
