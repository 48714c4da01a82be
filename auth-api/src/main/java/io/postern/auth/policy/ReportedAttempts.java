package io.postern.auth.policy;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Reports as attempts.
///
/// Each report received is one attempt: Dovecot never repeats a policy request, and two honest tries of one session
/// with one password are equal in every member. So an id is made of the request and of when it came, and of a
/// running number for those that come within one tick; it is made once, and a producer that sends twice sends the
/// same.
final class ReportedAttempts {

    private static final int ID_BYTES = 16;

    private final AtomicLong received = new AtomicLong();

    /// @param peer the address that sent the report
    AttemptObserved of(PolicyRequest report, Address client, String peer, Instant at) {
        String host = report.host().isEmpty() ? peer : report.host();
        return new AttemptObserved(
                id(report, host, at),
                at,
                host,
                Source.DOVECOT_POLICY,
                Service.ofDovecot(report.protocol().toLowerCase(Locale.ROOT)),
                client,
                report.login(),
                outcome(report),
                1,
                report.mechanism().toUpperCase(Locale.ROOT),
                report.session(),
                null);
    }

    /// Success comes first: with `auth_policy_log_only` Dovecot says that policy would have refused and lets in all
    /// the same.
    private static Outcome outcome(PolicyRequest report) {
        if (report.success()) {
            return Outcome.SUCCEEDED;
        }
        if (report.policyReject()) {
            return Outcome.REFUSED_BY_POLICY;
        }
        return switch (report.failType()) {
            case "credentials" -> Outcome.WRONG_PASSWORD;
            case "account" -> Outcome.UNKNOWN_USER;
            case "disabled" -> Outcome.ACCOUNT_DISABLED;
            case "expired" -> Outcome.PASSWORD_EXPIRED;
            case "internal" -> Outcome.TEMPORARY_FAILURE;
            case "policy" -> Outcome.REFUSED_BY_POLICY;
            default -> Outcome.FAILED; // 2.3 never says why
        };
    }

    private String id(PolicyRequest report, String host, Instant at) {
        String parts = String.join(
                "\0",
                host,
                report.session(),
                report.login(),
                report.remote(),
                Boolean.toString(report.success()),
                at.toString(),
                Long.toString(received.getAndIncrement()));
        byte[] digest = sha256().digest(parts.getBytes(StandardCharsets.UTF_8));
        return "policy:" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
