package io.postern.policy.counting;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.policy.rules.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What must differ from what was counted before, as 64 bits of its SHA-256: nobody finds names with the same hash that
/// are worth trying, to be counted once for all of them.
public final class Distinct {

    private Distinct() {}

    /// 0 where everything counts.
    public static long of(Rule rule, AttemptObserved attempt) {
        return switch (rule.count()) {
            case DISTINCT_ACCOUNTS, UNKNOWN_USERS -> hash(attempt.account());
            case DISTINCT_CLIENTS -> of(attempt.client());
            case DISTINCT_NETWORKS -> hash(rule.prefixes().of(attempt.client()).toString());
            case FAILURES, SUCCESSES, SUCCESS_AFTER_FAILURES, BANS, NEW_COUNTRY, NEW_ASN, TRAVEL -> 0;
        };
    }

    public static long of(Address client) {
        return hash(client.toString());
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            long hash = ByteBuffer.wrap(digest).getLong();
            return hash == 0 ? 1 : hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
