package io.postern.collector.parsing;

import io.postern.events.Check;
import io.postern.events.Delivery;
import io.postern.events.MailFlowStep;
import java.util.Objects;

/// Takes passwords, hashes of passwords and SASL responses out of text before it leaves the process.
///
/// A password may hold any character, so all that follows its announcement is taken for it up to the end, except what
/// the server itself appends and no password looks like: [ServerTail]. Redacting twice changes nothing. Takes time
/// linear in the text's length.
public final class Redaction {

    /// What stands in a secret's place.
    public static final String MARK = "[redacted]";

    private Redaction() {}

    /// The text without its secrets, the same object when it has none; null stays null.
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
            case MailFlowStep.Forwarded forwarded ->
                new MailFlowStep.Forwarded(of(forwarded.delivery()), forwarded.newQueueId());
            case MailFlowStep.Probed probed -> new MailFlowStep.Probed(probed.deliverable(), of(probed.delivery()));
            case MailFlowStep.Rejected rejected -> new MailFlowStep.Rejected(rejected.warnOnly(), of(rejected.check()));
            case MailFlowStep.Held held -> held.check() == null ? held : new MailFlowStep.Held(of(held.check()));
            case MailFlowStep.Discarded discarded -> new MailFlowStep.Discarded(of(discarded.check()));
            case MailFlowStep.Altered altered -> new MailFlowStep.Altered(altered.action(), of(altered.check()));
            case MailFlowStep.Reported reported -> of(reported);
            case MailFlowStep.Received received -> received;
            case MailFlowStep.Identified identified -> identified;
            case MailFlowStep.Queued queued -> queued;
            case MailFlowStep.Notified notified -> notified;
            case MailFlowStep.Released released -> released;
            case MailFlowStep.Expired expired -> expired;
            case MailFlowStep.Removed removed -> removed;
        };
    }

    private static MailFlowStep of(MailFlowStep.Reported reported) {
        String text = of(reported.text());
        return Objects.equals(text, reported.text()) ? reported : new MailFlowStep.Reported(reported.severity(), text);
    }

    private static Check of(Check check) {
        String reason = of(check.reason());
        String helo = of(check.helo());
        if (Objects.equals(reason, check.reason()) && Objects.equals(helo, check.helo())) {
            return check;
        }
        return new Check(
                check.by(),
                check.stage(),
                check.clientName(),
                check.client(),
                check.code(),
                check.dsn(),
                reason,
                check.blocklist(),
                check.sender(),
                check.recipient(),
                check.protocol(),
                helo,
                check.account());
    }

    private static Delivery of(Delivery delivery) {
        String reply = of(delivery.reply());
        if (Objects.equals(reply, delivery.reply())) {
            return delivery;
        }
        return new Delivery(
                delivery.recipient(),
                delivery.originalRecipient(),
                delivery.relay(),
                delivery.relayAddress(),
                delivery.relayPort(),
                delivery.connectionUses(),
                delivery.delaySeconds(),
                delivery.delays(),
                delivery.dsn(),
                reply);
    }
}
