package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.MailFlowStep;

/// What a line says of a message, behind its queue id. The words there are always Postfix' own, and no two daemons use
/// the same for different things.
final class MessageSteps {

    private static final byte[] MESSAGE_ID = Bytes.of("message-id=");
    private static final byte[] RESENT_MESSAGE_ID = Bytes.of("resent-message-id=");
    private static final byte[] UID = Bytes.of("uid=");
    private static final byte[] FROM = Bytes.of("from=<");
    private static final byte[] BLANK_FROM = Bytes.of(" from=<");
    private static final byte[] ORIGINAL_ID = Bytes.of("> orig_id=");
    private static final byte[] SIZE = Bytes.of(">, size=");
    private static final byte[] RECIPIENTS = Bytes.of(", nrcpt=");
    private static final byte[] EXPIRED = Bytes.of("expired, returned to sender");
    private static final byte[] TO = Bytes.of("to=");
    private static final byte[] REMOVED = Bytes.of("removed");
    private static final byte[] PLACED_ON_HOLD = Bytes.of("placed on hold");
    private static final byte[] RELEASED_FROM_HOLD = Bytes.of("released from hold");

    private MessageSteps() {}

    /// Null when the words are others: of a connection, or such as another line tells again.
    static MailFlowStep read(byte[] line, int from, int to) {
        if (from >= to) {
            return null;
        }
        MailFlowStep step = switch (line[from]) {
            case 't' -> Bytes.startsWith(line, TO, from, to) ? Deliveries.read(line, from + TO.length, to) : null;
            case 'm' -> identified(line, MESSAGE_ID, false, from, to);
            case 'f' -> queued(line, from, to);
            case 'r' -> removedOrResent(line, from, to);
            case 'u' -> handedIn(line, from, to);
            case 's' -> Notices.read(line, from, to);
            case 'p' -> heldOrNotified(line, from, to);
            default -> null;
        };
        return step == null ? Checks.read(line, from, to) : step;
    }

    private static MailFlowStep identified(byte[] line, byte[] word, boolean resent, int from, int to) {
        if (!Bytes.startsWith(line, word, from, to)) {
            return null;
        }
        int id = from + word.length;
        boolean bracketed = to - id >= 2 && line[id] == '<' && line[to - 1] == '>';
        String messageId = bracketed ? Bytes.text(line, id + 1, to - 1) : Bytes.text(line, id, to);
        return new MailFlowStep.Identified(messageId, resent);
    }

    /// `from=<SENDER>, size=N, nrcpt=N (queue active)`, `from=<SENDER>, status=expired, returned to sender`. What
    /// Postfix writes is at the end, whatever the sender is called.
    private static MailFlowStep queued(byte[] line, int from, int to) {
        if (!Bytes.startsWith(line, FROM, from, to)) {
            return null;
        }
        int sender = from + FROM.length;
        if (Bytes.endsWith(line, EXPIRED, from, to)) {
            int end = Bytes.lastIndexOf(line, '>', sender, to);
            return end < 0 ? null : new MailFlowStep.Expired(Bytes.text(line, sender, end));
        }
        int size = Bytes.lastIndexOf(line, SIZE, sender, to);
        int sizeTo = size < 0 ? to : Bytes.skipDigits(line, size + SIZE.length, to);
        if (!Bytes.startsWith(line, RECIPIENTS, sizeTo, to)) {
            return null;
        }
        int count = sizeTo + RECIPIENTS.length;
        long bytes = Decimal.whole(line, size + SIZE.length, sizeTo);
        int recipients = Bytes.number(line, count, Bytes.skipDigits(line, count, to));
        return bytes < 0 || recipients < 0
                ? null
                : new MailFlowStep.Queued(Bytes.text(line, sender, size), bytes, recipients);
    }

    private static MailFlowStep removedOrResent(byte[] line, int from, int to) {
        if (Bytes.equal(line, REMOVED, from, to)) {
            return new MailFlowStep.Removed();
        }
        return Bytes.equal(line, RELEASED_FROM_HOLD, from, to)
                ? new MailFlowStep.Released()
                : identified(line, RESENT_MESSAGE_ID, true, from, to);
    }

    /// `uid=33 from=<SENDER>`, and `orig_id=QUEUEID` for a message that was put back into the queue.
    private static MailFlowStep handedIn(byte[] line, int from, int to) {
        int uid = from + UID.length;
        int uidTo = Bytes.startsWith(line, UID, from, to) ? Bytes.skipDigits(line, uid, to) : to;
        int number = uidTo > uid && uidTo < to ? Bytes.number(line, uid, uidTo) : -1;
        if (number < 0 || !Bytes.startsWith(line, BLANK_FROM, uidTo, to)) {
            return null;
        }
        int sender = uidTo + BLANK_FROM.length;
        int again = Bytes.lastIndexOf(line, ORIGINAL_ID, sender, to);
        int end = again >= 0 ? again : Bytes.lastIndexOf(line, '>', sender, to);
        if (end < 0) {
            return null;
        }
        MailFlowStep.Original original = again < 0
                ? null
                : new MailFlowStep.Original(Bytes.text(line, again + ORIGINAL_ID.length, to), null, null);
        return new MailFlowStep.Received(null, null, null, null, original, number, Bytes.text(line, sender, end));
    }

    private static MailFlowStep heldOrNotified(byte[] line, int from, int to) {
        return Bytes.equal(line, PLACED_ON_HOLD, from, to) ? new MailFlowStep.Held(null) : Notices.read(line, from, to);
    }
}
