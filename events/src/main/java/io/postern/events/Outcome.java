package io.postern.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What the server said to an attempt.
public enum Outcome {
    SUCCEEDED,
    /// The credentials were refused and the source does not say why; Dovecot's login line never does.
    FAILED,
    WRONG_PASSWORD,
    UNKNOWN_USER,
    ACCOUNT_DISABLED,
    PASSWORD_EXPIRED,
    /// Refused before the password was checked, because policy said so: nothing is known about the password.
    REFUSED_BY_POLICY,
    /// The server could not decide. An outage, never an attack.
    TEMPORARY_FAILURE;

    /// Whether the one who tried had wrong credentials: the only thing a rule may count against a client.
    public boolean isFailure() {
        return this == FAILED || this == WRONG_PASSWORD || this == UNKNOWN_USER;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
