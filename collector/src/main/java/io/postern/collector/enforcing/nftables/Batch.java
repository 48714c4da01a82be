package io.postern.collector.enforcing.nftables;

import io.postern.collector.enforcing.netlink.MessageWriter;
import io.postern.collector.enforcing.netlink.NetlinkSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Messages that the kernel takes all or none of (linux/netfilter/nfnetlink.h), the last of which is acknowledged. The
/// sequence number of each is its command's place, from 1.
final class Batch {

    private static final int BEGIN = 16;
    private static final int END = 17;
    private static final int HEADER = 20;

    private final List<Command> commands = new ArrayList<>();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    void add(Command command, byte[] encoded) {
        commands.add(command);
        messages.writeBytes(encoded);
    }

    int size() {
        return commands.size();
    }

    /// Bytes, with the frame around them.
    int length() {
        return messages.size() + 2 * HEADER;
    }

    /// Names the command in one line.
    ///
    /// @param sequence of an answer
    String commandOf(int sequence) {
        return sequence < 1 || sequence > commands.size()
                ? "transaction"
                : commands.get(sequence - 1).getClass().getSimpleName() + " in the table inet " + Command.TABLE;
    }

    byte[] toBytes() {
        byte[] body = messages.toByteArray();
        askForAcknowledgement(ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()));
        ByteArrayOutputStream whole = new ByteArrayOutputStream(length());
        whole.writeBytes(frame(BEGIN, 0));
        whole.writeBytes(body);
        whole.writeBytes(frame(END, commands.size() + 1));
        return whole.toByteArray();
    }

    private static byte[] frame(int type, int sequence) {
        return new MessageWriter()
                .message(type, NetlinkSocket.REQUEST, sequence, 0, Encoder.SUBSYSTEM, m -> {})
                .toBytes();
    }

    private static void askForAcknowledgement(ByteBuffer messages) {
        int last = 0;
        for (int at = 0; at < messages.limit(); at += messages.getInt(at)) {
            last = at;
        }
        messages.putShort(last + 6, (short) (messages.getShort(last + 6) | NetlinkSocket.ACK));
    }
}
