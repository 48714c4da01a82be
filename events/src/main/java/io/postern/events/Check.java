package io.postern.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a check came upon that made the server refuse, hold, discard or alter mail.
///
/// @param by whose check it was
/// @param stage the SMTP command or part (`CONNECT`, `RCPT`, `END-OF-MESSAGE`, `header`, `body`)
/// @param clientName null for one that has none
/// @param client null when not told, or when the mail's own words stand where it would be read
/// @param code SMTP's, 0 when there is none
/// @param dsn enhanced status code (`5.7.1`); null when there is none
/// @param reason the server's words to the client; of a content check the words of the mail that it came upon
/// @param blocklist the DNS list that named the client, its name or the sender; null when none did
/// @param sender null when not told, or empty
/// @param recipient null when not told
/// @param protocol `SMTP` or `ESMTP`; null when not told
/// @param helo as the client called itself; null when not told
/// @param account who was logged in; null when nobody was, or it is not told
public record Check(
        By by,
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
        String helo,
        String account) {

    public Check {
        Require.present(by, "check.by");
        stage = Text.clean(stage);
        clientName = Text.clean(clientName);
        Require.atLeast(0, code, "check.code");
        dsn = Text.clean(dsn);
        reason = Text.clean(reason);
        blocklist = Text.clean(blocklist);
        sender = Text.clean(sender);
        recipient = Text.clean(recipient);
        protocol = Text.clean(protocol);
        helo = Text.clean(helo);
        account = Text.account(account);
    }

    /// Whose check.
    public enum By {
        /// The server's own rules about clients, senders and recipients.
        SERVER,
        /// The server's own patterns for the words of a mail (`header_checks`, `body_checks`).
        CONTENT,
        MILTER,
        /// A filter before the queue.
        PROXY;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
