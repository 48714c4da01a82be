package io.postern.collector.formats.dovecot;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Kind;
import io.postern.events.Outcome;

/// How Dovecot's login process says that a connection ended: the words that begin the parenthesis before `: user=<`,
/// the same in 2.2, 2.3 and 2.4.
///
/// @param outcome null when no password was checked
/// @param notAnAttempt why there is no outcome; null when there is one
record Ending(byte[] words, Kind kind, Outcome outcome, String notAnAttempt) {

    private static final String NO_PASSWORD = "the connection ended before a password was checked";
    private static final String MALFORMED = "the client sent no well-formed credentials";
    private static final String LIMIT = "too many connections: the password was right";

    /// The first that fits wins.
    private static final Ending[] ALL = {
        attempt("auth failed", Kind.AUTH, Outcome.FAILED),
        attempt("authorization failed", Kind.AUTH, Outcome.FAILED),
        attempt("proxy dest auth failed", Kind.AUTH, Outcome.FAILED),
        attempt("proxy dest authentication failure", Kind.AUTH, Outcome.FAILED),
        none("proxy dest redirected", Kind.OTHER, "another server was named to the client"),
        attempt("proxy dest ", Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE),
        none("auth referral", Kind.OTHER, "another server was named to the client"),
        none("no auth attempts", Kind.NO_AUTH_ATTEMPT, NO_PASSWORD),
        none("disconnected ", Kind.NO_AUTH_ATTEMPT, NO_PASSWORD),
        none("client didn't finish SASL auth", Kind.NO_AUTH_ATTEMPT, NO_PASSWORD),
        none("aborted authentication", Kind.NO_AUTH_ATTEMPT, NO_PASSWORD),
        none("auth aborted by client", Kind.NO_AUTH_ATTEMPT, NO_PASSWORD),
        none("sent invalid base64", Kind.NO_AUTH_ATTEMPT, MALFORMED),
        attempt("auth service reported temporary failure", Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE),
        attempt("auth process communication failure", Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE),
        attempt("internal failure", Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE),
        attempt("user disabled", Kind.AUTH_POLICY, Outcome.ACCOUNT_DISABLED),
        attempt("login disabled", Kind.AUTH_POLICY, Outcome.ACCOUNT_DISABLED),
        attempt("password expired", Kind.AUTH_POLICY, Outcome.PASSWORD_EXPIRED),
        attempt("tried to use ", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        attempt("cert required", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        attempt("client didn't present valid SSL certificate", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        attempt("client sent an untrusted cert", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        attempt("client sent invalid cert", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        attempt("client didn't send a cert", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        attempt("anonymous logins disabled", Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
        none("connection limit reached", Kind.LIMIT, LIMIT),
        none("mail_max_userip_connections=", Kind.LIMIT, LIMIT),
        none("client_limit ", Kind.NO_AUTH_ATTEMPT, NO_PASSWORD),
        none("The process is shutting down", Kind.NO_AUTH_ATTEMPT, NO_PASSWORD),
    };

    /// @return null when the words are none that are known
    static Ending of(byte[] line, int from, int to) {
        for (Ending ending : ALL) {
            if (Bytes.startsWith(line, ending.words, from, to)) {
                return ending;
            }
        }
        return null;
    }

    private static Ending attempt(String words, Kind kind, Outcome outcome) {
        return new Ending(Bytes.of(words), kind, outcome, null);
    }

    private static Ending none(String words, Kind kind, String reason) {
        return new Ending(Bytes.of(words), kind, null, reason);
    }
}
