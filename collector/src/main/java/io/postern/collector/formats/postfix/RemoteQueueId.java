package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;

/// The id under which the next host has the message in its queue, from its reply: Postfix' `queued as X`, Exim's
/// `OK id=X`, Exchange's `[InternalId=X, …]`, Sendmail's and OpenSMTPD's `X Message accepted for delivery`,
/// Google's `X - gsmtp`. Dovecot's `X Saved` is no queue id: it names the session of the delivery.
public final class RemoteQueueId {

    private static final byte[] QUEUED_AS = Bytes.of("queued as ");
    private static final byte[] EXIM = Bytes.of(" OK id=");
    private static final byte[] EXCHANGE = Bytes.of("[InternalId=");
    private static final byte[] ACCEPTED = Bytes.of(" Message accepted for delivery");
    private static final byte[] GOOGLE = Bytes.of(" - gsmtp");
    private static final byte[] SAVED = Bytes.of(" Saved");
    private static final int SHORTEST = 6;

    private RemoteQueueId() {}

    /// Null when the reply tells none.
    public static String of(byte[] line, int from, int to) {
        if (Bytes.endsWith(line, SAVED, from, to)) {
            return null;
        }
        if (Bytes.endsWith(line, ACCEPTED, from, to)) {
            return before(line, from, to - ACCEPTED.length);
        }
        if (Bytes.endsWith(line, GOOGLE, from, to)) {
            return before(line, from, to - GOOGLE.length);
        }
        int at = Bytes.lastIndexOf(line, QUEUED_AS, from, to);
        if (at >= 0) {
            return behind(line, at + QUEUED_AS.length, to);
        }
        at = Bytes.indexOf(line, EXIM, from, to);
        if (at >= 0) {
            return behind(line, at + EXIM.length, to);
        }
        at = Bytes.indexOf(line, EXCHANGE, from, to);
        return at < 0 ? null : behind(line, at + EXCHANGE.length, to);
    }

    private static String behind(byte[] line, int from, int to) {
        int end = from;
        while (end < to && isPart(line[end])) {
            end++;
        }
        return end > from ? Bytes.text(line, from, end) : null;
    }

    /// The word that ends at `to`; an enhanced status code is none.
    private static String before(byte[] line, int from, int to) {
        int start = to;
        while (start > from && isPart(line[start - 1])) {
            start--;
        }
        return to - start >= SHORTEST && start > from ? Bytes.text(line, start, to) : null;
    }

    private static boolean isPart(byte b) {
        return Bytes.isAlphanumeric(b) || b == '-' || b == '.' || b == '_';
    }
}
