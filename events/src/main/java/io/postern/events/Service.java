package io.postern.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A side door: the protocol that a client tried to authenticate on.
public enum Service {
    IMAP,
    POP3,
    /// Dovecot's submission proxy, or Postfix' submission and smtps services.
    SUBMISSION,
    /// Authentication on the SMTP port itself, or where the source cannot tell it from submission.
    SMTP,
    SIEVE,
    LMTP,
    WEB,
    /// A door that has no name here yet; counted all the same.
    OTHER;

    /// The name that Dovecot uses in `service`/`protocol` and, with `-login` behind it, for its login processes.
    public static Service ofDovecot(String name) {
        return switch (name) {
            case "imap" -> IMAP;
            case "pop3" -> POP3;
            case "submission" -> SUBMISSION;
            case "smtp" -> SMTP;
            case "sieve", "managesieve" -> SIEVE;
            case "lmtp" -> LMTP;
            default -> OTHER;
        };
    }

    /// Submission and SMTP are one door to whoever correlates: Dovecot calls both `smtp` when Postfix asks.
    public boolean isSmtp() {
        return this == SUBMISSION || this == SMTP;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
