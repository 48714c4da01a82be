package io.postern.collector.enforcing.nftables;

import io.postern.collector.enforcing.netlink.MessageWriter;
import io.postern.collector.enforcing.netlink.MessageWriter.Content;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Rules as the kernel's expressions: each loads, compares or decides, by way of register 1. The first that does not
/// match ends the rule. Numbers are those of linux/netfilter/nf_tables.h.
final class Expressions {

    private static final int REGISTER = 1;
    private static final int VERDICT_REGISTER = 0;
    private static final int DROP = 0;
    private static final int ACCEPT = 1;
    private static final int EQUAL = 0;
    private static final int NOT_EQUAL = 1;
    private static final int META_FAMILY = 15;
    private static final int META_L4PROTO = 16;
    private static final byte TCP = 6;
    private static final byte IPV4 = 2;
    private static final byte IPV6 = 10;
    private static final int NETWORK_HEADER = 1;
    private static final int TRANSPORT_HEADER = 2;
    private static final int CT_STATE = 0;
    private static final int ESTABLISHED_OR_RELATED = 0x2 | 0x4;

    private final MessageWriter list;

    private Expressions(MessageWriter list) {
        this.list = list;
    }

    static void write(Rule rule, MessageWriter list) {
        Expressions to = new Expressions(list);
        switch (rule) {
            case Rule.KeepEstablished() ->
                to.connectionState()
                        .mask(hostOrder(ESTABLISHED_OR_RELATED))
                        .compare(NOT_EQUAL, hostOrder(0))
                        .verdict(ACCEPT);
            case Rule.OnlyTcp() -> to.meta(META_L4PROTO).compare(NOT_EQUAL, TCP).verdict(ACCEPT);
            case Rule.OnlyPorts() ->
                to.meta(META_L4PROTO)
                        .compare(EQUAL, TCP)
                        .payload(TRANSPORT_HEADER, 2, 2)
                        .lookUp(Command.PORTS, true)
                        .verdict(ACCEPT);
            case Rule.Drop(BanSet set) -> {
                to.meta(META_FAMILY).compare(EQUAL, set.v6() ? IPV6 : IPV4);
                to.payload(NETWORK_HEADER, set.v6() ? 8 : 12, set.bits() / 8);
                if (!set.isSingle()) {
                    to.mask(set.mask());
                }
                to.lookUp(set.name(), false).counter().verdict(DROP);
            }
        }
    }

    private Expressions meta(int key) {
        return add("meta", m -> m.number(1, REGISTER).number(2, key));
    }

    private Expressions connectionState() {
        return add("ct", m -> m.number(1, REGISTER).number(2, CT_STATE));
    }

    /// Loads from a packet's header.
    private Expressions payload(int header, int offset, int length) {
        return add(
                "payload",
                m -> m.number(1, REGISTER).number(2, header).number(3, offset).number(4, length));
    }

    private Expressions mask(byte... bits) {
        return add(
                "bitwise",
                m -> m.number(1, REGISTER)
                        .number(2, REGISTER)
                        .number(3, bits.length)
                        .nest(4, mask -> mask.bytes(1, bits))
                        .nest(5, xor -> xor.bytes(1, new byte[bits.length])));
    }

    private Expressions compare(int how, byte... with) {
        return add("cmp", m -> m.number(1, REGISTER).number(2, how).nest(3, data -> data.bytes(1, with)));
    }

    /// @param absent whether to go on when it is not in the set, else when it is
    private Expressions lookUp(String set, boolean absent) {
        return add("lookup", m -> m.text(1, set).number(2, REGISTER).number(5, absent ? 1 : 0));
    }

    private Expressions counter() {
        return add("counter", m -> {});
    }

    private void verdict(int code) {
        add(
                "immediate",
                m -> m.number(1, VERDICT_REGISTER).nest(2, data -> data.nest(2, verdict -> verdict.number(1, code))));
    }

    private Expressions add(String name, Content data) {
        list.nest(1, m -> m.text(1, name).nest(2, data));
        return this;
    }

    /// What the kernel itself keeps in a register lies there in the machine's order.
    private static byte[] hostOrder(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }
}
