package io.postern.collector.formats.exim;

import io.postern.collector.formats.postfix.RemoteQueueId;
import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Delivery;
import io.postern.events.MailFlowStep;

/// What becomes of a message, as Exim's specification has it (Log files): `ID => ADDRESS <ORIGINAL> F=<S> R=ROUTER
/// T=TRANSPORT H=HOST [ADDRESS]:PORT … C="REPLY" QT=3s`, with `->` for a further recipient of the same delivery, `>>`
/// for one that was handed on while it came in, `**` for one that failed, `==` for one that is tried again; and
/// `Completed`.
final class Messages {

    private static final byte[] COMPLETED = Bytes.of(" Completed");
    private static final byte[] REASON = Bytes.of(": ");
    private static final byte[] ORIGINAL = Bytes.of(" <");
    private static final byte[] PARENT = Bytes.of(" (");
    private static final byte[] DEFERRED = Bytes.of(" defer (");
    private static final byte[][] BEHIND_THE_ADDRESS = {
        Bytes.of(" F=<"),
        Bytes.of(" P=<"),
        Bytes.of(" R="),
        Bytes.of(" T="),
        REASON,
        Bytes.of(" routing defer ("),
        DEFERRED
    };
    private static final int FLAG = 4;

    private Messages() {}

    /// @return null when the line says something else
    static Reading read(Line line, int from) {
        byte[] bytes = line.bytes();
        int to = line.to();
        int id = MessageId.end(bytes, from, to);
        if (id < 0) {
            return null;
        }
        MailFlowStep step = step(bytes, id, to);
        return step == null ? null : Exim.mail(line, Bytes.text(bytes, from, id), step, null);
    }

    private static MailFlowStep step(byte[] line, int at, int to) {
        if (Bytes.startsWith(line, COMPLETED, at, to)) {
            return new MailFlowStep.Removed();
        }
        if (at + FLAG >= to || line[at] != ' ' || line[at + FLAG - 1] != ' ') {
            return null;
        }
        int from = at + FLAG;
        int end = addressEnd(line, from, to);
        Elements elements = Elements.read(line, end, to);
        Delivery delivery = delivery(line, from, end, to, elements);
        return switch (line[at + 1] << 8 | line[at + 2] & 0xff) {
            case '=' << 8 | '>', '-' << 8 | '>', '>' << 8 | '>' ->
                new MailFlowStep.Delivered(
                        delivery, RemoteQueueId.of(line, elements.confirmation(), elements.confirmationTo()));
            case '*' << 8 | '*' -> new MailFlowStep.Bounced(delivery);
            case '=' << 8 | '=' -> new MailFlowStep.Deferred(delivery);
            default -> null;
        };
    }

    private static Delivery delivery(byte[] line, int from, int end, int to, Elements elements) {
        int original = end > from && line[end - 1] == '>' ? Bytes.lastIndexOf(line, ORIGINAL, from, end) : -1;
        int finalEnd = original < 0 ? end : original;
        int parent =
                finalEnd > from && line[finalEnd - 1] == ')' ? Bytes.lastIndexOf(line, PARENT, from, finalEnd) : -1;
        String recipient = Bytes.text(line, from, parent < 0 ? finalEnd : parent);
        String first = original < 0 ? null : Bytes.text(line, original + 2, end - 1);
        boolean told = elements.confirmationTo() > elements.confirmation();
        int reply = told ? elements.confirmation() : reason(line, elements.end(), to);
        int replyTo = told ? elements.confirmationTo() : to;
        return new Delivery(
                recipient,
                recipient.equals(first) ? null : first,
                elements.relay(),
                elements.address(),
                elements.port(),
                0,
                elements.seconds(),
                null,
                null,
                reply < replyTo ? Bytes.text(line, reply, replyTo) : null);
    }

    private static int reason(byte[] line, int at, int to) {
        if (Bytes.startsWith(line, REASON, at, to)) {
            return at + REASON.length;
        }
        return at < to && line[at] == ' ' ? at + 1 : at;
    }

    /// Where the recipient ends. A local part in quotes may hold anything but a quote.
    private static int addressEnd(byte[] line, int from, int to) {
        int quote = line[from] == '"' ? Bytes.indexOf(line, '"', from + 1, to) : -1;
        int end = to;
        for (byte[] next : BEHIND_THE_ADDRESS) {
            int found = Bytes.indexOf(line, next, Math.max(from, quote), end);
            end = found < 0 ? end : found;
        }
        return end;
    }
}
