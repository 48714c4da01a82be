package io.postern.collector.formats.sendmail;

import io.postern.events.Outcome;

/// What the return codes of libsasl (sasl.h) say of a login.
final class SaslCode {

    private SaslCode() {}

    /// @param negated 13 for SASL_BADAUTH, which is -13; 0 when there is none
    static Outcome outcome(int negated) {
        return switch (negated) {
            case 1, 2, 8, 24 -> Outcome.TEMPORARY_FAILURE; // FAIL, NOMEM, TRYAGAIN, UNAVAIL
            case 4, 15, 16, 17 -> Outcome.REFUSED_BY_POLICY; // NOMECH, TOOWEAK, ENCRYPT, TRANS
            case 18 -> Outcome.PASSWORD_EXPIRED;
            case 19 -> Outcome.ACCOUNT_DISABLED;
            case 20 -> Outcome.UNKNOWN_USER;
            default -> Outcome.FAILED;
        };
    }
}
