package io.postern.collector.enforcing.nftables;

import io.postern.collector.enforcing.netlink.Attribute;
import io.postern.collector.enforcing.netlink.Errno;
import io.postern.collector.enforcing.netlink.MessageWriter;
import io.postern.collector.enforcing.netlink.NetlinkException;
import io.postern.collector.enforcing.netlink.NetlinkSocket;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The table by netlink: no program is started, and the kernel has answered within a fraction of a millisecond.
final class KernelTable implements Table {

    private final NetlinkSocket socket;
    private final int longest;

    private KernelTable(NetlinkSocket socket, int longest) {
        this.socket = socket;
        this.longest = longest;
    }

    static KernelTable open() throws NetlinkException {
        NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETFILTER);
        return new KernelTable(socket, socket.longest());
    }

    /// @param longest bytes of a transaction, fewer than the kernel would take
    static KernelTable open(int longest) throws NetlinkException {
        return new KernelTable(NetlinkSocket.open(NetlinkSocket.NETFILTER), longest);
    }

    /// One transaction, unless the messages are longer than the kernel takes at once: then as few as possible, each
    /// whole commands. That is so for some 350,000 addresses, or 2,000 without CAP_NET_ADMIN in the first user
    /// namespace (a container's root).
    @Override
    public int transact(List<Command> commands) throws IOException {
        int transactions = 0;
        Batch batch = new Batch();
        for (Command command : commands) {
            byte[] messages = encoded(command, batch.size() + 1);
            if (batch.length() + messages.length > longest && batch.size() > 0) {
                transactions += commit(batch);
                batch = new Batch();
                messages = encoded(command, 1);
            }
            batch.add(command, messages);
        }
        return transactions + commit(batch);
    }

    private static byte[] encoded(Command command, int sequence) {
        MessageWriter writer = new MessageWriter();
        new Encoder(writer, sequence).encode(command);
        return writer.toBytes();
    }

    /// @return how many transactions that was
    private int commit(Batch batch) throws IOException {
        if (batch.size() == 0) {
            return 0;
        }
        try {
            socket.send(batch.toBytes(), batch.size());
            return 1;
        } catch (NetlinkException e) {
            throw new IOException(batch.commandOf(e.sequence()) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int generation() throws IOException {
        ByteBuffer answer = socket.ask(Encoder.GET_GENERATION, 0, m -> {});
        return Attribute.find(1, Attribute.in(answer.position(4)))
                .map(id -> (int) id.number())
                .orElse(UNKNOWN);
    }

    @Override
    public Set<BanSet> sets() throws IOException {
        Set<BanSet> sets = new TreeSet<>();
        for (List<Attribute> set : dump(Encoder.GET_SETS, m -> m.text(1, Command.TABLE))) {
            Attribute.find(2, set).flatMap(name -> BanSet.named(name.text())).ifPresent(sets::add);
        }
        return sets;
    }

    @Override
    public List<String> rules() throws IOException {
        List<String> comments = new ArrayList<>();
        for (List<Attribute> rule :
                dump(Encoder.GET_RULES, m -> m.text(1, Command.TABLE).text(2, Command.CHAIN))) {
            comments.add(Attribute.find(7, rule).map(KernelTable::comment).orElse(""));
        }
        return comments;
    }

    /// Of a rule's user data: type 0, length, text.
    private static String comment(Attribute userData) {
        byte[] bytes = userData.bytes();
        return bytes.length < 3 || bytes[0] != 0
                ? ""
                : new String(bytes, 2, bytes.length - 3, java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public void read(BanSet set, Map<Network, Duration> into) throws IOException {
        for (List<Attribute> part :
                dump(Encoder.GET_ELEMENTS, m -> m.text(1, Command.TABLE).text(2, set.name()))) {
            for (Attribute element :
                    Attribute.in(Attribute.find(3, part).orElseThrow().value())) {
                List<Attribute> fields = element.nested();
                List<Attribute> key = Attribute.find(1, fields).orElseThrow().nested();
                Duration left = Attribute.find(5, fields)
                        .map(millis -> Duration.ofMillis(Math.max(1, millis.number())))
                        .orElse(Duration.ZERO);
                set.network(BanSet.address(Attribute.find(1, key).orElseThrow().bytes()))
                        .ifPresent(network -> into.put(network, left));
            }
        }
    }

    /// @return each message's attributes; none when the table is not there
    private List<List<Attribute>> dump(int type, MessageWriter.Content content) throws NetlinkException {
        List<List<Attribute>> messages = new ArrayList<>();
        try {
            for (ByteBuffer payload : socket.dump(type, Encoder.INET, content)) {
                messages.add(Attribute.in(payload.position(4)));
            }
            return messages;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
