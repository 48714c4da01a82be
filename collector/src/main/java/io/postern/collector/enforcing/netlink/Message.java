package io.postern.collector.enforcing.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A message from the kernel.
///
/// @param payload all after the header
record Message(int type, int flags, int sequence, ByteBuffer payload) {

    private static final int HEADER = 16;
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int CAPPED = 0x100;
    private static final int HAS_TEXT = 0x200;
    private static final int TEXT = 1;

    static List<Message> in(ByteBuffer received) throws NetlinkException {
        ByteBuffer from = received.order(ByteOrder.nativeOrder());
        List<Message> found = new ArrayList<>();
        while (from.remaining() >= HEADER) {
            int start = from.position();
            int length = from.getInt(start);
            if (length < HEADER || length > from.remaining()) {
                throw NetlinkException.ofAnswer("the kernel's answer has a message of " + length + " bytes where "
                        + from.remaining() + " are left");
            }
            found.add(new Message(
                    Short.toUnsignedInt(from.getShort(start + 4)),
                    Short.toUnsignedInt(from.getShort(start + 6)),
                    from.getInt(start + 8),
                    from.slice(start + HEADER, length - HEADER).order(ByteOrder.nativeOrder())));
            from.position(Math.min(from.limit(), start + length + 3 & ~3));
        }
        return found;
    }

    boolean isAnswer() {
        return type == ERROR;
    }

    boolean endsDump() {
        return type == DONE;
    }

    /// For an answer and for the end of a dump: the error number, 0 for success.
    int errno() {
        return payload.remaining() < Integer.BYTES ? 0 : -payload.getInt(0);
    }

    /// For an answer: what the kernel says about the error in words; empty when it says nothing.
    String words() throws NetlinkException {
        if ((flags & HAS_TEXT) == 0) {
            return "";
        }
        int refused = payload.getInt(Integer.BYTES);
        int quoted = (flags & CAPPED) != 0 || errno() == 0 ? HEADER : refused + 3 & ~3;
        int start = Integer.BYTES + quoted;
        List<Attribute> told = Attribute.in(payload.slice(start, payload.limit() - start));
        return Attribute.find(TEXT, told).map(Attribute::text).orElse("");
    }

    NetlinkException refusal() throws NetlinkException {
        return NetlinkException.ofRefusal(errno(), sequence, words());
    }
}
