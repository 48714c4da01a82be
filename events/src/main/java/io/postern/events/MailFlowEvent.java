package io.postern.events;

import java.time.Instant;

/// One step in the life of a message, as a mail server's log told it. Keyed by host and queue id, so that the steps of
/// one message on one host are read in their order.
///
/// @param id the same for the same line however often it is shipped
/// @param at when it happened by the server's clock
/// @param host the mail host whose queue the message is in, as the source names it
/// @param queueId the server's own id of the message; null when it never got one (`NOQUEUE`, and lines of no message)
/// @param program who says so, as the log has it (`postfix/smtp`)
/// @param step what happened
/// @param origin where it was read (`FILE@OFFSET`); null when not from a file
public record MailFlowEvent(
        String id, Instant at, String host, String queueId, String program, MailFlowStep step, String origin)
        implements Event {

    public MailFlowEvent {
        Require.text(id, "id");
        Require.present(at, "at");
        if (at.isBefore(Instant.EPOCH) || !at.isBefore(AttemptObserved.END_OF_TIME)) {
            throw new IllegalArgumentException("at: from 1970 to 9999, was " + at);
        }
        host = Text.clean(Require.text(host, "host"));
        queueId = Text.clean(queueId);
        program = Text.clean(program);
        Require.present(step, "step");
        origin = Text.clean(origin);
    }

    /// `HOST/QUEUEID`, or the host alone.
    public String key() {
        return queueId == null ? host : host + "/" + queueId;
    }
}
