package io.postern.collector.parsing;

import java.util.Locale;

/// Whose words a line has.
public enum Daemon {
    DOVECOT,
    POSTFIX,
    EXIM,
    SENDMAIL,
    CYRUS,
    COURIER,
    ROUNDCUBE,
    SOGO,
    OPENSMTPD,
    PAM,
    NGINX,
    /// A server for which an operator wrote the format.
    FORMAT,
    /// Of none that is read here.
    NONE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
