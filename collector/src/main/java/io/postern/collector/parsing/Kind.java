package io.postern.collector.parsing;

import java.util.Locale;

/// What a line is about.
public enum Kind {
    /// Credentials were refused.
    AUTH,
    LOGIN_OK,
    /// The server could not decide.
    AUTH_TEMPFAIL,
    /// Refused for a reason other than the credentials: disabled, expired, a mechanism that is not allowed here.
    AUTH_POLICY,
    /// A connection that ended before a password was checked.
    NO_AUTH_ATTEMPT,
    /// Too many connections, errors or commands; no password was wrong.
    LIMIT,
    /// A step in the life of a message.
    MAIL,
    /// A login of which one cannot tell who tried.
    AMBIGUOUS,
    OTHER;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
