package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Address;
import io.postern.events.Delivery;
import io.postern.events.MailFlowStep;

/// One recipient's end, or another try: `to=<R>, orig_to=<R>, relay=R, conn_use=N, delay=S, delays=S/S/S/S, dsn=N.N.N,
/// status=WORD (REPLY)`, the same from every delivery agent.
final class Deliveries {

    private static final byte[] RELAY = Bytes.of(", relay=");
    private static final byte[] ORIGINAL = Bytes.of(", orig_to=");
    private static final byte[] NEXT = Bytes.of(", ");
    private static final byte[] NONE = Bytes.of("none");
    private static final byte[] FORWARDED = Bytes.of("forwarded as ");

    private Deliveries() {}

    /// @param from behind `to=`
    /// @return null when it is no such line, or its status is a new one
    static MailFlowStep read(byte[] line, int from, int to) {
        int relay = end(line, RELAY, from, to);
        if (relay < 0) {
            return null;
        }
        int original = end(line, ORIGINAL, from, relay);
        int hop = relay + RELAY.length;
        int hopTo = Bytes.indexOf(line, NEXT, hop, to);
        DeliveryFields fields = hopTo < 0 ? null : DeliveryFields.read(line, hopTo + NEXT.length, to);
        if (fields == null) {
            return null;
        }
        Peer host = line[hopTo - 1] == ']' || Bytes.isDigit(line[hopTo - 1]) ? Peer.at(line, hop, hopTo) : null;
        Address address = host == null ? null : host.address();
        boolean none = Bytes.equal(line, NONE, hop, hopTo);
        Delivery delivery = new Delivery(
                address(line, from, original < 0 ? relay : original),
                original < 0 ? null : address(line, original + ORIGINAL.length, relay),
                none ? null : address == null ? Bytes.text(line, hop, hopTo) : host.name(),
                address,
                address == null ? 0 : port(line, hop, hopTo),
                fields.connectionUses(),
                fields.delay(),
                fields.delays(),
                fields.dsn(),
                Bytes.text(line, fields.replyFrom(), fields.replyTo()));
        return step(line, fields, delivery);
    }

    private static MailFlowStep step(byte[] line, DeliveryFields fields, Delivery delivery) {
        int from = fields.replyFrom();
        int to = fields.replyTo();
        return switch (fields.status()) {
            case SENT ->
                Bytes.startsWith(line, FORWARDED, from, to)
                        ? new MailFlowStep.Forwarded(delivery, Bytes.text(line, from + FORWARDED.length, to))
                        : new MailFlowStep.Delivered(delivery, RemoteQueueId.of(line, from, to));
            case DEFERRED -> new MailFlowStep.Deferred(delivery);
            case BOUNCED -> new MailFlowStep.Bounced(delivery);
            case DELIVERABLE -> new MailFlowStep.Probed(true, delivery);
            case UNDELIVERABLE -> new MailFlowStep.Probed(false, delivery);
        };
    }

    /// Where an address ends: at its bracket, for it may hold a comma.
    private static int end(byte[] line, byte[] next, int from, int to) {
        boolean bracketed = from < to && line[from] == '<';
        int end = Bytes.indexOf(line, next, from, to);
        while (bracketed && end >= 0 && line[end - 1] != '>') {
            end = Bytes.indexOf(line, next, end + 1, to);
        }
        return end;
    }

    private static String address(byte[] line, int from, int to) {
        boolean bracketed = to - from >= 2 && line[from] == '<' && line[to - 1] == '>';
        return bracketed ? Bytes.text(line, from + 1, to - 1) : Bytes.text(line, from, to);
    }

    private static int port(byte[] line, int from, int to) {
        int colon = Bytes.lastIndexOf(line, ':', from, to);
        return colon > from && line[colon - 1] == ']' ? Math.max(0, Bytes.number(line, colon + 1, to)) : 0;
    }
}
