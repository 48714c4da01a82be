package io.postern.collector.formats.operator;

import io.postern.collector.parsing.Kind;
import io.postern.events.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a pattern's line says; its name in lower case is the word before the pattern.
enum Verdict {
    FAILED(Kind.AUTH, Outcome.FAILED),
    WRONG_PASSWORD(Kind.AUTH, Outcome.WRONG_PASSWORD),
    UNKNOWN_USER(Kind.AUTH, Outcome.UNKNOWN_USER),
    SUCCEEDED(Kind.LOGIN_OK, Outcome.SUCCEEDED),
    TEMPORARY_FAILURE(Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE),
    ACCOUNT_DISABLED(Kind.AUTH_POLICY, Outcome.ACCOUNT_DISABLED),
    PASSWORD_EXPIRED(Kind.AUTH_POLICY, Outcome.PASSWORD_EXPIRED),
    REFUSED_BY_POLICY(Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY),
    /// A connection of which no password was checked.
    NO_ATTEMPT(Kind.NO_AUTH_ATTEMPT, null),
    /// Known, and nothing to be counted; the patterns behind it are not asked.
    IGNORED(Kind.OTHER, null);

    private final Kind kind;
    private final Outcome outcome;

    Verdict(Kind kind, Outcome outcome) {
        this.kind = kind;
        this.outcome = outcome;
    }

    Kind kind() {
        return kind;
    }

    /// Null when it is no attempt.
    Outcome outcome() {
        return outcome;
    }

    /// Whether a line is of no use without an address.
    boolean needsClient() {
        return this != IGNORED;
    }

    /// Null when there is no such word.
    static Verdict of(String word) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static String words() {
        return Arrays.stream(values()).map(Verdict::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
