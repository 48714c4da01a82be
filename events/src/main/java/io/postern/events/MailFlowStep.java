package io.postern.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What happened to a message. Addresses, replies and reasons are others' words, cleaned and bounded by [Text]:
/// for people and statistics, and they decide nothing.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MailFlowStep.Received.class, name = "received"),
    @JsonSubTypes.Type(value = MailFlowStep.Identified.class, name = "identified"),
    @JsonSubTypes.Type(value = MailFlowStep.Queued.class, name = "queued"),
    @JsonSubTypes.Type(value = MailFlowStep.Delivered.class, name = "delivered"),
    @JsonSubTypes.Type(value = MailFlowStep.Forwarded.class, name = "forwarded"),
    @JsonSubTypes.Type(value = MailFlowStep.Deferred.class, name = "deferred"),
    @JsonSubTypes.Type(value = MailFlowStep.Bounced.class, name = "bounced"),
    @JsonSubTypes.Type(value = MailFlowStep.Probed.class, name = "probed"),
    @JsonSubTypes.Type(value = MailFlowStep.Notified.class, name = "notified"),
    @JsonSubTypes.Type(value = MailFlowStep.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = MailFlowStep.Held.class, name = "held"),
    @JsonSubTypes.Type(value = MailFlowStep.Discarded.class, name = "discarded"),
    @JsonSubTypes.Type(value = MailFlowStep.Altered.class, name = "altered"),
    @JsonSubTypes.Type(value = MailFlowStep.Released.class, name = "released"),
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
    /// @param original what was told of the message before it went through a content filter; null when it did not
    /// @param uid the local user whose program handed it in; null for mail from the network
    /// @param sender of the envelope; null where another line tells it, as Postfix' for mail from the network
    record Received(
            String clientName,
            Address client,
            String account,
            String mechanism,
            Original original,
            Integer uid,
            String sender)
            implements MailFlowStep {

        public Received {
            clientName = Text.clean(clientName);
            account = Text.account(account);
            mechanism = Text.clean(mechanism);
            sender = Text.clean(sender);
        }
    }

    /// A message as it first came in, before a content filter handed it back.
    ///
    /// @param queueId the id it had then; null when not told
    /// @param clientName null when not told
    /// @param client null when not told
    record Original(String queueId, String clientName, Address client) {

        public Original {
            queueId = Text.clean(queueId);
            clientName = Text.clean(clientName);
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

    /// One recipient stands for others, and a message to them is in this host's queue: nothing is delivered yet.
    ///
    /// @param newQueueId that message's id
    record Forwarded(Delivery delivery, String newQueueId) implements MailFlowStep {

        public Forwarded {
            Require.present(delivery, "step.delivery");
            newQueueId = Text.clean(newQueueId);
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

    /// The server only tried whether a recipient could be served: there was no message.
    record Probed(boolean deliverable, Delivery delivery) implements MailFlowStep {

        public Probed {
            Require.present(delivery, "step.delivery");
        }
    }

    /// The sender, or the postmaster, was told about the message by another one.
    ///
    /// @param postmaster whether it was the postmaster
    /// @param noticeQueueId that message's queue id
    record Notified(Notice notice, boolean postmaster, String noticeQueueId) implements MailFlowStep {

        public Notified {
            Require.present(notice, "step.notice");
            noticeQueueId = Text.clean(noticeQueueId);
        }
    }

    /// What a notice tells of.
    enum Notice {
        NON_DELIVERY,
        DELAY,
        /// That it was delivered, because the sender had asked.
        SUCCESS;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A client, a recipient or a message was refused.
    ///
    /// @param warnOnly it would have been refused, and was let in (`reject_warning`, `WARN` in header_checks)
    record Rejected(boolean warnOnly, Check check) implements MailFlowStep {

        public Rejected {
            Require.present(check, "step.check");
        }
    }

    /// The message waits for an operator.
    ///
    /// @param check null when an operator said so himself
    record Held(Check check) implements MailFlowStep {}

    /// The message was taken and thrown away.
    record Discarded(Check check) implements MailFlowStep {

        public Discarded {
            Require.present(check, "step.check");
        }
    }

    /// The message goes another way, or with other words, because of a check.
    ///
    /// @param action as the server calls it (`filter`, `redirect`, `prepend`, `replace`)
    record Altered(String action, Check check) implements MailFlowStep {

        public Altered {
            action = Text.clean(Require.text(action, "step.action"));
            Require.present(check, "step.check");
        }
    }

    /// An operator let a held message go on.
    record Released() implements MailFlowStep {}

    /// The message was too long in the queue and goes back.
    record Expired(String sender) implements MailFlowStep {

        public Expired {
            sender = Text.clean(sender);
        }
    }

    /// The message left the queue.
    record Removed() implements MailFlowStep {}

    /// What the server tells of itself, with or without a message: trouble, and that it was started or stopped.
    record Reported(Severity severity, String text) implements MailFlowStep {

        public Reported {
            Require.present(severity, "step.severity");
            text = Text.clean(text);
        }
    }

    /// In Postfix' own words.
    enum Severity {
        INFO,
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
