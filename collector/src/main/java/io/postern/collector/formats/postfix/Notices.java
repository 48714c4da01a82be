package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.MailFlowStep;
import io.postern.events.MailFlowStep.Notice;

/// Who was told of a message, of what, and by which other message: `sender non-delivery notification: QUEUEID`.
final class Notices {

    private static final byte[] SENDER = Bytes.of("sender ");
    private static final byte[] POSTMASTER = Bytes.of("postmaster ");

    private record Form(byte[] words, Notice notice) {}

    private static final Form[] FORMS = {
        new Form(Bytes.of("non-delivery notification: "), Notice.NON_DELIVERY),
        new Form(Bytes.of("delay notification: "), Notice.DELAY),
        new Form(Bytes.of("delivery status notification: "), Notice.SUCCESS),
    };

    private Notices() {}

    /// Null when the words are others.
    static MailFlowStep read(byte[] line, int from, int to) {
        boolean postmaster = Bytes.startsWith(line, POSTMASTER, from, to);
        if (!postmaster && !Bytes.startsWith(line, SENDER, from, to)) {
            return null;
        }
        int what = from + (postmaster ? POSTMASTER : SENDER).length;
        for (Form form : FORMS) {
            if (Bytes.startsWith(line, form.words, what, to)) {
                String id = Bytes.text(line, what + form.words.length, to);
                return new MailFlowStep.Notified(form.notice, postmaster, id);
            }
        }
        return null;
    }
}
