package io.postern.collector.enforcing.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A netlink socket to the kernel. It never waits: the kernel has answered when `send` returns (it works on a request
/// in
/// the sender's own time), and an answer that is not there then will not come. For one thread.
public final class NetlinkSocket implements AutoCloseable {

    public static final int NETFILTER = 12;

    /// Flags of a request.
    public static final int REQUEST = 1;

    public static final int ACK = 4;
    public static final int CREATE = 0x400;
    public static final int APPEND = 0x800;

    private static final int DUMP = 0x300;
    private static final int DUMP_INTERRUPTED = 0x10;
    private static final int DUMP_TRIES = 10;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int MSG_DONTWAIT = 0x40;

    /// What may be sent at once: 32 MiB, or the kernel's usual bound (net.core.wmem_default) for who may not raise it.
    private static final int LARGE = 32 << 20;

    private static final int USUAL = 200_000;
    private static final int RECEIVED_AT_ONCE = 65_536;

    private final Arena arena;
    private final NativeCalls calls;
    private final MemorySegment received;
    private final int descriptor;
    private final int longest;

    private NetlinkSocket(Arena arena, int protocol) throws NetlinkException {
        this.arena = arena;
        calls = NativeCalls.linked(arena);
        received = arena.allocate(RECEIVED_AT_ONCE);
        descriptor = calls.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
        set(SOL_NETLINK, NETLINK_CAP_ACK, 1);
        set(SOL_NETLINK, NETLINK_EXT_ACK, 1);
        longest = set(SOL_SOCKET, SO_SNDBUFFORCE, LARGE) ? LARGE : USUAL;
    }

    public static NetlinkSocket open(int protocol) throws NetlinkException {
        Arena arena = Arena.ofShared(); // closed by whoever stops the agent
        try {
            return new NetlinkSocket(arena, protocol);
        } catch (NetlinkException e) {
            arena.close();
            throw e;
        }
    }

    /// An option that only makes answers better or requests larger; without it all goes as before.
    private boolean set(int level, int option, int value) {
        try {
            calls.setsockopt(descriptor, level, option, arena.allocateFrom(JAVA_INT, value));
            return true;
        } catch (NetlinkException e) {
            return false;
        }
    }

    /// Bytes that may be sent at once.
    public int longest() {
        return longest;
    }

    /// Sends messages of which one asks for an acknowledgement, and reads what the kernel says to them.
    ///
    /// @param acknowledged sequence of the message that asks
    /// @throws NetlinkException the first refusal, or that there was no acknowledgement
    public void send(byte[] messages, int acknowledged) throws NetlinkException {
        send(messages);
        boolean done = false;
        NetlinkException refused = null;
        for (List<Message> some = receive(); !some.isEmpty(); some = receive()) {
            for (Message message : some) {
                if (message.isAnswer() && message.errno() != 0) {
                    refused = refused == null ? message.refusal() : refused;
                }
                done |= message.isAnswer() && message.sequence() == acknowledged;
            }
        }
        if (refused != null) {
            throw refused;
        }
        if (!done) {
            throw NetlinkException.ofAnswer("the kernel did not acknowledge");
        }
    }

    /// One thing that is asked for.
    ///
    /// @param content the request's attributes
    /// @return the answer's payload, with the four bytes of nfgenmsg first
    public ByteBuffer ask(int type, int family, MessageWriter.Content content) throws NetlinkException {
        send(new MessageWriter().message(type, REQUEST, 1, family, 0, content).toBytes());
        Message answer = receive().stream()
                .findFirst()
                .orElseThrow(() -> NetlinkException.ofAnswer("the kernel does not answer"));
        if (answer.isAnswer()) {
            throw answer.refusal();
        }
        return answer.payload();
    }

    /// All that there is of a kind.
    ///
    /// @param content the request's attributes
    /// @return payloads, each with the four bytes of nfgenmsg first
    public List<ByteBuffer> dump(int type, int family, MessageWriter.Content content) throws NetlinkException {
        byte[] request = new MessageWriter()
                .message(type, REQUEST | DUMP, 1, family, 0, content)
                .toBytes();
        for (int i = 0; i < DUMP_TRIES; i++) {
            Optional<List<ByteBuffer>> whole = dump(request);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        throw NetlinkException.ofAnswer("what is there changed each time that it was read");
    }

    /// @return empty when something changed while it was read
    private Optional<List<ByteBuffer>> dump(byte[] request) throws NetlinkException {
        send(request);
        List<ByteBuffer> payloads = new ArrayList<>();
        boolean interrupted = false;
        while (true) {
            List<Message> some = receive();
            if (some.isEmpty()) {
                throw NetlinkException.ofAnswer("the kernel's answer has no end");
            }
            for (Message message : some) {
                interrupted |= (message.flags() & DUMP_INTERRUPTED) != 0;
                if (message.isAnswer() || message.endsDump()) {
                    if (message.errno() != 0) {
                        throw message.refusal();
                    }
                    return interrupted ? Optional.empty() : Optional.of(payloads);
                }
                payloads.add(message.payload());
            }
        }
    }

    private void send(byte[] messages) throws NetlinkException {
        while (!receive().isEmpty()) {
            continue; // left over from an answer that was given up
        }
        try (Arena once = Arena.ofConfined()) {
            MemorySegment copy = once.allocate(messages.length);
            MemorySegment.copy(messages, 0, copy, JAVA_BYTE, 0, messages.length);
            calls.send(descriptor, copy);
        }
    }

    /// @return empty when there is no more
    private List<Message> receive() throws NetlinkException {
        try {
            int length = (int) calls.recv(descriptor, received, MSG_DONTWAIT);
            byte[] copy = received.asSlice(0, length).toArray(JAVA_BYTE);
            return Message.in(ByteBuffer.wrap(copy));
        } catch (NetlinkException e) {
            if (e.errno() == Errno.EAGAIN) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            calls.close(descriptor);
        } catch (NetlinkException e) {
            throw new IllegalStateException(e); // never: the descriptor is ours alone
        } finally {
            arena.close();
        }
    }
}
