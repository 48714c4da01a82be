package io.postern.collector.enforcing.nftables;

import static io.postern.collector.enforcing.netlink.NetlinkSocket.APPEND;
import static io.postern.collector.enforcing.netlink.NetlinkSocket.CREATE;
import static io.postern.collector.enforcing.netlink.NetlinkSocket.REQUEST;

import io.postern.collector.enforcing.netlink.MessageWriter;
import io.postern.collector.enforcing.netlink.MessageWriter.Content;
import java.util.List;

/// Commands as messages of nf_tables (linux/netfilter/nf_tables.h). To add what is there is no error to the kernel, to
/// delete what is not there is one; therefore what is to go is added first.
final class Encoder {

    /// The subsystem's number in the upper byte of each type.
    static final int SUBSYSTEM = 10;

    static final int INET = 1;
    static final int GET_RULES = SUBSYSTEM << 8 | 7;
    static final int GET_SETS = SUBSYSTEM << 8 | 10;
    static final int GET_ELEMENTS = SUBSYSTEM << 8 | 13;
    static final int GET_GENERATION = SUBSYSTEM << 8 | 16;

    private static final int NEW_TABLE = 0;
    private static final int DEL_TABLE = 2;
    private static final int NEW_CHAIN = 3;
    private static final int DEL_CHAIN = 5;
    private static final int NEW_RULE = 6;
    private static final int DEL_RULE = 8;
    private static final int NEW_SET = 9;
    private static final int NEW_ELEMENTS = 12;
    private static final int DEL_ELEMENTS = 14;

    /// How nft prints a set's keys (`type ipv4_addr`); numbers of its own, not the kernel's.
    private static final int TYPE_IPV4 = 7;

    private static final int TYPE_IPV6 = 8;
    private static final int TYPE_PORT = 13;
    private static final int FLAG_TIMEOUT = 0x10;

    private static final int PREROUTING = 0;

    private final MessageWriter out;
    private final int sequence;

    /// @param sequence of each of the messages; tells in an answer which command it is about
    Encoder(MessageWriter out, int sequence) {
        this.out = out;
        this.sequence = sequence;
    }

    void encode(Command command) {
        switch (command) {
            case Command.MakeTable() -> makeTable();
            case Command.DropTable() -> {
                makeTable();
                delete(DEL_TABLE, m -> m.text(1, Command.TABLE));
            }
            case Command.NewChain(int priority) -> newChain(priority);
            case Command.MakeSet(BanSet set) ->
                makeSet(set.name(), set.v6() ? TYPE_IPV6 : TYPE_IPV4, set.bits() / 8, FLAG_TIMEOUT);
            case Command.SetPorts(List<Integer> ports) -> setPorts(ports);
            case Command.AddRule(Rule rule) ->
                message(
                        NEW_RULE,
                        CREATE | APPEND,
                        m -> m.text(1, Command.TABLE)
                                .text(2, Command.CHAIN)
                                .nest(4, list -> Expressions.write(rule, list))
                                .bytes(7, userData(rule.comment())));
            case Command.Put put -> {
                // A kernel before 6.12 leaves the time of what is there as it was.
                addBans(put);
                deleteElements(
                        put.bans().stream()
                                .map(ban -> ban.getKey().base().bytes())
                                .toList(),
                        put.set());
                addBans(put);
            }
            case Command.Take(BanSet set, var networks) -> {
                List<byte[]> keys =
                        networks.stream().map(network -> network.base().bytes()).toList();
                elements(NEW_ELEMENTS, CREATE, set.name(), list -> keys.forEach(key -> element(list, key, m -> {})));
                deleteElements(keys, set);
            }
        }
    }

    private void makeTable() {
        message(NEW_TABLE, CREATE, m -> m.text(1, Command.TABLE));
    }

    private void newChain(int priority) {
        Content name = m -> m.text(1, Command.TABLE).text(3, Command.CHAIN);
        message(NEW_CHAIN, CREATE, name);
        delete(DEL_RULE, m -> m.text(1, Command.TABLE).text(2, Command.CHAIN));
        delete(DEL_CHAIN, name);
        message(NEW_CHAIN, CREATE, m -> {
            name.write(m);
            m.nest(4, hook -> hook.number(1, PREROUTING).number(2, priority));
            m.text(7, "filter");
        });
    }

    private void makeSet(String name, int keyType, int keyLength, int flags) {
        message(
                NEW_SET,
                CREATE,
                m -> m.text(1, Command.TABLE)
                        .text(2, name)
                        .number(3, flags)
                        .number(4, keyType)
                        .number(5, keyLength)
                        .number(10, 1)); // an id, for those who name sets by it within a batch
    }

    private void setPorts(List<Integer> ports) {
        makeSet(Command.PORTS, TYPE_PORT, Short.BYTES, 0);
        delete(DEL_ELEMENTS, m -> m.text(1, Command.TABLE).text(2, Command.PORTS)); // all of them
        elements(NEW_ELEMENTS, CREATE, Command.PORTS, list -> {
            for (int port : ports) {
                element(list, new byte[] {(byte) (port >> 8), (byte) port}, m -> {});
            }
        });
    }

    private void addBans(Command.Put put) {
        elements(NEW_ELEMENTS, CREATE, put.set().name(), list -> {
            for (var ban : put.bans()) {
                element(list, ban.getKey().base().bytes(), m -> m.number(4, Timeout.millis(ban.getValue())));
            }
        });
    }

    private void deleteElements(List<byte[]> keys, BanSet set) {
        elements(DEL_ELEMENTS, 0, set.name(), list -> keys.forEach(key -> element(list, key, m -> {})));
    }

    private void elements(int type, int flags, String set, Content list) {
        message(type, flags, m -> m.text(1, Command.TABLE).text(2, set).nest(3, list));
    }

    private static void element(MessageWriter list, byte[] key, Content more) {
        list.nest(1, m -> {
            m.nest(1, data -> data.bytes(1, key));
            more.write(m);
        });
    }

    private void delete(int type, Content content) {
        message(type, 0, content);
    }

    private void message(int type, int flags, Content content) {
        out.message(SUBSYSTEM << 8 | type, REQUEST | flags, sequence, INET, 0, content);
    }

    /// A comment as nft keeps it: type 0, length, text, NUL.
    private static byte[] userData(String comment) {
        byte[] text = comment.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] data = new byte[text.length + 3];
        data[1] = (byte) (text.length + 1);
        System.arraycopy(text, 0, data, 2, text.length);
        return data;
    }
}
