package io.postern.policy.rules;

import static io.postern.policy.rules.Count.BANS;
import static io.postern.policy.rules.Count.DISTINCT_ACCOUNTS;
import static io.postern.policy.rules.Count.DISTINCT_CLIENTS;
import static io.postern.policy.rules.Count.DISTINCT_NETWORKS;
import static io.postern.policy.rules.Count.FAILURES;
import static io.postern.policy.rules.Count.NEW_ASN;
import static io.postern.policy.rules.Count.NEW_COUNTRY;
import static io.postern.policy.rules.Count.SUCCESSES;
import static io.postern.policy.rules.Count.SUCCESS_AFTER_FAILURES;
import static io.postern.policy.rules.Count.TRAVEL;
import static io.postern.policy.rules.Count.UNKNOWN_USERS;

import java.util.EnumSet;
import java.util.Set;

/// Whose attempts are added up.
public enum Per {
    /// One address.
    CLIENT(FAILURES, DISTINCT_ACCOUNTS, UNKNOWN_USERS, SUCCESSES, SUCCESS_AFTER_FAILURES, BANS),
    /// The addresses that share a prefix ([Prefixes]).
    NETWORK(FAILURES, DISTINCT_ACCOUNTS, DISTINCT_CLIENTS, UNKNOWN_USERS, SUCCESSES),
    /// One account, whoever tries it.
    ACCOUNT(
            FAILURES,
            DISTINCT_CLIENTS,
            DISTINCT_NETWORKS,
            SUCCESSES,
            SUCCESS_AFTER_FAILURES,
            NEW_COUNTRY,
            NEW_ASN,
            TRAVEL),
    /// One address as one account.
    CLIENT_AND_ACCOUNT(FAILURES, SUCCESSES, SUCCESS_AFTER_FAILURES),
    /// One autonomous system, where the profile knows it.
    ASN(FAILURES, DISTINCT_ACCOUNTS, DISTINCT_CLIENTS, DISTINCT_NETWORKS, UNKNOWN_USERS, SUCCESSES);

    private final Set<Count> counts;

    Per(Count first, Count... others) {
        this.counts = EnumSet.of(first, others);
    }

    /// What can be added up for it.
    public Set<Count> counts() {
        return counts;
    }

    /// Whether its attempts meet where those of one client do, without being sent anywhere.
    public boolean isOfOneClient() {
        return this == CLIENT || this == CLIENT_AND_ACCOUNT;
    }
}
