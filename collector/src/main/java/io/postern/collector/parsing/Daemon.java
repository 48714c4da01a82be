package io.postern.collector.parsing;

import java.util.Locale;

/// Whose words a line has.
public enum Daemon {
    DOVECOT,
    POSTFIX,
    /// Of none that is read here.
    NONE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
