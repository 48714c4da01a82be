package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Kind;
import io.postern.events.Outcome;

/// Why Postfix says that a login failed. Its own words, or those of the SASL server behind it (Dovecot, or Cyrus SASL's
/// sasl_errstring).
///
/// Postfix passes Dovecot's temporary failure on as `(reason unavailable)`, the very words of a wrong password: such an
/// outage cannot be seen in this line.
///
/// @param outcome null when no password was checked
record SaslReason(byte[] words, Kind kind, Outcome outcome) {

    /// auth-api's own refusal: the password was not looked at, and counting it would make every ban endless.
    static final SaslReason BANNED = new SaslReason(Bytes.of(""), Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY);

    private static final SaslReason REFUSED = new SaslReason(Bytes.of(""), Kind.AUTH, Outcome.FAILED);

    /// The first that fits wins; what fits none is a refusal.
    private static final SaslReason[] ALL = {
        temporary("Connection lost to authentication server"),
        temporary("Can't connect to authentication server"),
        temporary("Temporary authentication failure"),
        temporary("generic failure"),
        temporary("remote authentication server unavailable"),
        temporary("transient failure"),
        temporary("no memory available"),
        policy("Invalid authentication mechanism", Outcome.REFUSED_BY_POLICY),
        policy("no mechanism available", Outcome.REFUSED_BY_POLICY),
        policy("encryption needed to use mechanism", Outcome.REFUSED_BY_POLICY),
        policy("mechanism too weak for this user", Outcome.REFUSED_BY_POLICY),
        policy("account disabled", Outcome.ACCOUNT_DISABLED),
        policy("Password expired", Outcome.PASSWORD_EXPIRED),
        policy("passphrase expired", Outcome.PASSWORD_EXPIRED),
        new SaslReason(Bytes.of("user not found"), Kind.AUTH, Outcome.UNKNOWN_USER),
        new SaslReason(Bytes.of("Invalid base64 data"), Kind.NO_AUTH_ATTEMPT, null),
        new SaslReason(Bytes.of("bad protocol / cancel"), Kind.NO_AUTH_ATTEMPT, null),
    };

    static SaslReason of(byte[] line, int from, int to) {
        for (SaslReason reason : ALL) {
            if (Bytes.startsWith(line, reason.words, from, to)) {
                return reason;
            }
        }
        return REFUSED;
    }

    private static SaslReason policy(String words, Outcome outcome) {
        return new SaslReason(Bytes.of(words), Kind.AUTH_POLICY, outcome);
    }

    private static SaslReason temporary(String words) {
        return new SaslReason(Bytes.of(words), Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE);
    }
}
