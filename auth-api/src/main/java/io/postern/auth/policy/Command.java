package io.postern.auth.policy;

import java.util.Locale;

/// What a client of the policy protocol wants.
enum Command {
    /// A question before, and again after, the password is checked. A read: it counts nothing.
    ALLOW,
    /// How an attempt ended. Dovecot sends it once for each attempt and takes no notice of the answer.
    REPORT,
    UNKNOWN;

    static Command of(String name) {
        return switch (name) {
            case "allow" -> ALLOW;
            case "report" -> REPORT;
            case null, default -> UNKNOWN;
        };
    }

    /// For metrics.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
