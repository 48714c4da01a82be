package io.postern.policy.rules;

import static io.postern.events.Outcome.FAILED;
import static io.postern.events.Outcome.SUCCEEDED;
import static io.postern.events.Outcome.UNKNOWN_USER;
import static io.postern.events.Outcome.WRONG_PASSWORD;

import io.postern.events.Outcome;
import java.util.EnumSet;
import java.util.Set;

/// What is added up.
public enum Count {
    /// Attempts with wrong credentials, each line with its weight.
    FAILURES(FAILED, WRONG_PASSWORD, UNKNOWN_USER),
    /// Different accounts that were tried.
    DISTINCT_ACCOUNTS(FAILED, WRONG_PASSWORD, UNKNOWN_USER),
    DISTINCT_CLIENTS(FAILED, WRONG_PASSWORD, UNKNOWN_USER),
    DISTINCT_NETWORKS(FAILED, WRONG_PASSWORD, UNKNOWN_USER),
    /// Different accounts of which the server said that they do not exist.
    UNKNOWN_USERS(UNKNOWN_USER),
    SUCCESSES(SUCCEEDED),
    /// Failures, of which nothing follows before a login succeeds.
    SUCCESS_AFTER_FAILURES(FAILED, WRONG_PASSWORD, UNKNOWN_USER, SUCCEEDED),
    /// Bans that other rules decided.
    BANS,
    /// Logins from a country of which the account has not logged in before.
    NEW_COUNTRY(SUCCEEDED),
    /// The same for autonomous systems.
    NEW_ASN(SUCCEEDED),
    /// Kilometres an hour between two logins.
    TRAVEL(SUCCEEDED);

    private final Set<Outcome> outcomes;

    Count(Outcome... outcomes) {
        this.outcomes = EnumSet.noneOf(Outcome.class);
        this.outcomes.addAll(Set.of(outcomes));
    }

    /// The outcomes that count unless the rule says otherwise.
    public Set<Outcome> outcomes() {
        return outcomes;
    }

    /// Whether the same thing again adds nothing.
    public boolean isDistinct() {
        return switch (this) {
            case DISTINCT_ACCOUNTS, DISTINCT_CLIENTS, DISTINCT_NETWORKS, UNKNOWN_USERS -> true;
            case FAILURES, SUCCESSES, SUCCESS_AFTER_FAILURES, BANS, NEW_COUNTRY, NEW_ASN, TRAVEL -> false;
        };
    }

    /// Whether attempts count only that name an account.
    public boolean isOfAccounts() {
        return this == DISTINCT_ACCOUNTS || this == UNKNOWN_USERS;
    }

    /// Whether it looks at where an account logged in from before; then one login may be one too many.
    public boolean isAboutHabits() {
        return this == NEW_COUNTRY || this == NEW_ASN || this == TRAVEL;
    }
}
