package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;

/// Why Postfix says that a login failed. Its own words, or those of the SASL server behind it.
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
        new SaslReason(Bytes.of("Invalid authentication mechanism"), Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        new SaslReason(Bytes.of("no mechanism available"), Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        new SaslReason(Bytes.of("Password expired"), Kind.AUTH_POLICY, Outcome.PASSWORD_EXPIRED),
        new SaslReason(Bytes.of("Invalid base64 data"), Kind.NO_AUTH_ATTEMPT, null),
    };

    private static final Reading MALFORMED =
            new Reading.Ignored(Daemon.POSTFIX, Kind.NO_AUTH_ATTEMPT, "the client sent no well-formed credentials");

    static SaslReason of(byte[] line, int from, int to) {
        for (SaslReason reason : ALL) {
            if (Bytes.startsWith(line, reason.words, from, to)) {
                return reason;
            }
        }
        return REFUSED;
    }

    /// What to say when there is no outcome.
    Reading ignored() {
        return MALFORMED;
    }

    private static SaslReason temporary(String words) {
        return new SaslReason(Bytes.of(words), Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE);
    }
}
