package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Delivery;

/// What stands behind the relay of a delivery, in this order as far as it is there: `conn_use=N, delay=S,
/// delays=S/S/S/S, tls=LEVEL, dsn=N.N.N, status=WORD (REPLY)`.
record DeliveryFields(
        int connectionUses,
        double delay,
        Delivery.Delays delays,
        String dsn,
        DeliveryStatus status,
        int replyFrom,
        int replyTo) {

    private static final byte[] NEXT = Bytes.of(", ");
    private static final byte[] CONNECTION_USES = Bytes.of("conn_use=");
    private static final byte[] DELAY = Bytes.of("delay=");
    private static final byte[] DELAYS = Bytes.of("delays=");
    private static final byte[] DSN = Bytes.of("dsn=");
    private static final byte[] STATUS = Bytes.of("status=");

    /// Null when there is no status, or an unknown one.
    static DeliveryFields read(byte[] line, int from, int to) {
        int uses = 0;
        double delay = 0;
        Delivery.Delays delays = null;
        String dsn = null;
        int at = from;
        while (!Bytes.startsWith(line, STATUS, at, to)) {
            int end = Bytes.indexOf(line, NEXT, at, to);
            if (end < 0) {
                return null;
            }
            if (Bytes.startsWith(line, DELAY, at, end)) {
                delay = Math.max(0, Decimal.of(line, at + DELAY.length, end));
            } else if (Bytes.startsWith(line, DELAYS, at, end)) {
                delays = delays(line, at + DELAYS.length, end);
            } else if (Bytes.startsWith(line, DSN, at, end)) {
                dsn = EnhancedStatus.text(line, at + DSN.length, end);
            } else if (Bytes.startsWith(line, CONNECTION_USES, at, end)) {
                uses = Math.max(0, Bytes.number(line, at + CONNECTION_USES.length, end));
            }
            at = end + NEXT.length;
        }
        int word = at + STATUS.length;
        int blank = Bytes.indexOf(line, ' ', word, to);
        int wordTo = blank < 0 ? to : blank;
        DeliveryStatus status = DeliveryStatus.of(line, word, wordTo);
        int reply = wordTo + 1 < to && line[wordTo + 1] == '(' ? wordTo + 2 : Math.min(to, wordTo + 1);
        int replyTo = to > reply && line[to - 1] == ')' ? to - 1 : to;
        return status == null ? null : new DeliveryFields(uses, delay, delays, dsn, status, reply, replyTo);
    }

    private static Delivery.Delays delays(byte[] line, int from, int to) {
        double[] parts = new double[4];
        int at = from;
        for (int i = 0; i < parts.length; i++) {
            int slash = Bytes.indexOf(line, '/', at, to);
            int end = slash < 0 ? to : slash;
            parts[i] = Decimal.of(line, at, end);
            if (parts[i] < 0) {
                return null;
            }
            at = Math.min(to, end + 1);
        }
        return new Delivery.Delays(parts[0], parts[1], parts[2], parts[3]);
    }
}
