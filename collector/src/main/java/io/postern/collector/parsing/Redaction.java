package io.postern.collector.parsing;

import io.postern.events.Delivery;
import io.postern.events.MailFlowStep;

/// Takes passwords, hashes of passwords and SASL responses out of text before it leaves the process.
///
/// A password may hold any character, so all that follows its announcement is taken for it up to the end, except what
/// the server itself appends and no password looks like: [ServerTail]. Redacting twice changes nothing. Takes time
/// linear in the text's length.
public final class Redaction {

    /// What stands in a secret's place.
    public static final String MARK = "[redacted]";

    private Redaction() {}

    /// The text without its secrets; null stays null.
    public static String of(String text) {
        if (text == null) {
            return null;
        }
        int secret = Secrets.find(text);
        return secret < 0 ? text : text.substring(0, secret) + MARK + text.substring(ServerTail.find(text, secret));
    }

    /// The step without secrets in what servers and agents say in it.
    public static MailFlowStep of(MailFlowStep step) {
        return switch (step) {
            case MailFlowStep.Delivered delivered ->
                new MailFlowStep.Delivered(of(delivered.delivery()), delivered.remoteQueueId());
            case MailFlowStep.Deferred deferred -> new MailFlowStep.Deferred(of(deferred.delivery()));
            case MailFlowStep.Bounced bounced -> new MailFlowStep.Bounced(of(bounced.delivery()));
            case MailFlowStep.Rejected rejected -> of(rejected);
            case MailFlowStep.Held held -> new MailFlowStep.Held(of(held.reason()), held.sender(), held.recipient());
            case MailFlowStep.Discarded discarded ->
                new MailFlowStep.Discarded(of(discarded.reason()), discarded.sender(), discarded.recipient());
            case MailFlowStep.Reported reported -> new MailFlowStep.Reported(reported.severity(), of(reported.text()));
            case MailFlowStep.Received received -> received;
            case MailFlowStep.Identified identified -> identified;
            case MailFlowStep.Queued queued -> queued;
            case MailFlowStep.Notified notified -> notified;
            case MailFlowStep.Expired expired -> expired;
            case MailFlowStep.Removed removed -> removed;
        };
    }

    private static MailFlowStep of(MailFlowStep.Rejected rejected) {
        String reason = of(rejected.reason());
        String helo = of(rejected.helo());
        return new MailFlowStep.Rejected(
                rejected.warnOnly(),
                rejected.stage(),
                rejected.clientName(),
                rejected.client(),
                rejected.code(),
                rejected.dsn(),
                reason,
                rejected.blocklist(),
                rejected.sender(),
                rejected.recipient(),
                rejected.protocol(),
                helo);
    }

    private static Delivery of(Delivery delivery) {
        return new Delivery(
                delivery.recipient(),
                delivery.originalRecipient(),
                delivery.relay(),
                delivery.relayAddress(),
                delivery.relayPort(),
                delivery.delaySeconds(),
                delivery.delays(),
                delivery.dsn(),
                of(delivery.reply()));
    }
}
