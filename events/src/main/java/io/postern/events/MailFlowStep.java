package io.postern.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What happened to a message. Addresses, replies and reasons are others' words, cleaned and bounded by [Text]; they
/// are
/// for people and statistics and decide nothing.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MailFlowStep.Received.class, name = "received"),
    @JsonSubTypes.Type(value = MailFlowStep.Identified.class, name = "identified"),
    @JsonSubTypes.Type(value = MailFlowStep.Queued.class, name = "queued"),
    @JsonSubTypes.Type(value = MailFlowStep.Delivered.class, name = "delivered"),
    @JsonSubTypes.Type(value = MailFlowStep.Deferred.class, name = "deferred"),
    @JsonSubTypes.Type(value = MailFlowStep.Bounced.class, name = "bounced"),
    @JsonSubTypes.Type(value = MailFlowStep.Notified.class, name = "notified"),
    @JsonSubTypes.Type(value = MailFlowStep.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = MailFlowStep.Held.class, name = "held"),
    @JsonSubTypes.Type(value = MailFlowStep.Discarded.class, name = "discarded"),
    @JsonSubTypes.Type(value = MailFlowStep.Expired.class, name = "expired"),
    @JsonSubTypes.Type(value = MailFlowStep.Removed.class, name = "removed"),
    @JsonSubTypes.Type(value = MailFlowStep.Reported.class, name = "reported"),
})
public sealed interface MailFlowStep {

    /// A message came in.
    ///
    /// @param clientName the client's name as the server resolved it; null when it has none, and for local mail
    /// @param client null for mail that a local program handed in
    /// @param account who was logged in; null when nobody was
    /// @param mechanism the SASL mechanism in upper case; null without login
    /// @param previousQueueId the id it had before it went through a content filter (`orig_queue_id=`); else null
    record Received(String clientName, Address client, String account, String mechanism, String previousQueueId)
            implements MailFlowStep {

        public Received {
            clientName = Text.clean(clientName);
            account = Text.account(account);
            mechanism = Text.clean(mechanism);
            previousQueueId = Text.clean(previousQueueId);
        }
    }

    /// The message's own id became known.
    ///
    /// @param messageId as in the header, without angle brackets
    /// @param resent whether it is that of a Resent-Message-ID header
    record Identified(String messageId, boolean resent) implements MailFlowStep {

        public Identified {
            messageId = Text.clean(messageId);
        }
    }

    /// The message entered the active queue; once again after each deferral.
    ///
    /// @param sender the envelope sender; null for the empty one, that of bounces
    /// @param bytes size
    record Queued(String sender, long bytes, int recipients) implements MailFlowStep {

        public Queued {
            sender = Text.clean(sender);
            Require.atLeast(0, bytes, "step.bytes");
            Require.atLeast(0, recipients, "step.recipients");
        }
    }

    /// One recipient was served.
    ///
    /// @param remoteQueueId the id that the next host gave the message, from its reply; null when it tells none
    record Delivered(Delivery delivery, String remoteQueueId) implements MailFlowStep {

        public Delivered {
            Require.present(delivery, "step.delivery");
            remoteQueueId = Text.clean(remoteQueueId);
        }
    }

    /// One recipient could not be served yet; it is tried again.
    record Deferred(Delivery delivery) implements MailFlowStep {

        public Deferred {
            Require.present(delivery, "step.delivery");
        }
    }

    /// One recipient will not be served.
    record Bounced(Delivery delivery) implements MailFlowStep {

        public Bounced {
            Require.present(delivery, "step.delivery");
        }
    }

    /// The sender, or the postmaster, was told about the message by another one.
    ///
    /// @param noticeQueueId that message's queue id
    record Notified(Notice notice, String noticeQueueId) implements MailFlowStep {

        public Notified {
            Require.present(notice, "step.notice");
            noticeQueueId = Text.clean(noticeQueueId);
        }
    }

    /// What a notice tells of.
    enum Notice {
        NON_DELIVERY,
        DELAY,
        SUCCESS,
        POSTMASTER;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A client, a recipient or a message was refused.
    ///
    /// @param warnOnly it would have been refused, and was let in (`reject_warning`, `warn_if_reject`)
    /// @param stage the SMTP command or part (`CONNECT`, `RCPT`, `END-OF-MESSAGE`, `header`, `milter`)
    /// @param clientName null for one that has none
    /// @param code SMTP's, 0 when there is none
    /// @param dsn enhanced status code (`5.7.1`); null when there is none
    /// @param reason the server's words to the client
    /// @param blocklist the DNS block list that named the client; null when none did
    /// @param sender null when not told, or empty
    /// @param protocol `SMTP` or `ESMTP`; null when not told
    record Rejected(
            boolean warnOnly,
            String stage,
            String clientName,
            Address client,
            int code,
            String dsn,
            String reason,
            String blocklist,
            String sender,
            String recipient,
            String protocol,
            String helo)
            implements MailFlowStep {

        public Rejected {
            stage = Text.clean(stage);
            clientName = Text.clean(clientName);
            dsn = Text.clean(dsn);
            reason = Text.clean(reason);
            blocklist = Text.clean(blocklist);
            sender = Text.clean(sender);
            recipient = Text.clean(recipient);
            protocol = Text.clean(protocol);
            helo = Text.clean(helo);
        }
    }

    /// The message waits for an operator.
    record Held(String reason, String sender, String recipient) implements MailFlowStep {

        public Held {
            reason = Text.clean(reason);
            sender = Text.clean(sender);
            recipient = Text.clean(recipient);
        }
    }

    /// The message was taken and thrown away.
    record Discarded(String reason, String sender, String recipient) implements MailFlowStep {

        public Discarded {
            reason = Text.clean(reason);
            sender = Text.clean(sender);
            recipient = Text.clean(recipient);
        }
    }

    /// The message was too long in the queue and goes back.
    record Expired(String sender) implements MailFlowStep {

        public Expired {
            sender = Text.clean(sender);
        }
    }

    /// The message left the queue.
    record Removed() implements MailFlowStep {}

    /// Trouble that the server tells of, with or without a message.
    record Reported(Severity severity, String text) implements MailFlowStep {

        public Reported {
            Require.present(severity, "step.severity");
            text = Text.clean(text);
        }
    }

    /// In Postfix' own words.
    enum Severity {
        WARNING,
        ERROR,
        FATAL,
        PANIC;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
