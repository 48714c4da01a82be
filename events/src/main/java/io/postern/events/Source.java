package io.postern.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Who told us of an attempt. One real login is told by several sources and must count once, so a counter compares
/// sources instead of adding them up.
public enum Source {
    /// Dovecot's login process, once at the end of a connection, with the number of attempts.
    DOVECOT_LOGIN,
    /// Postfix' smtpd, once for each attempt, without a session id.
    POSTFIX_SASL,
    /// Dovecot's auth process asking the auth policy server (`report`), once for each attempt.
    DOVECOT_POLICY,
    /// The log lines of Dovecot's auth and auth-worker processes, once for each attempt, at once.
    DOVECOT_AUTH,
    /// Dovecot's event exporter, structured, once for each attempt.
    DOVECOT_EVENT,
    EXIM,
    SENDMAIL,
    CYRUS,
    COURIER,
    ROUNDCUBE,
    SOGO,
    OPENSMTPD,
    /// pam_unix, for a mail service.
    PAM,
    /// nginx' mail proxy.
    NGINX,
    /// A server for which an operator wrote the format.
    FORMAT;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
