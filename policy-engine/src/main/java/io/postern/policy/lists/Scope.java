package io.postern.policy.lists;

import io.postern.events.AttemptObserved;
import io.postern.events.Service;
import java.util.Set;

/// Whose attempts a list is about.
///
/// @param services the doors; empty for all of them
/// @param accounts names, and domains as `@example.org`, in lower case; empty for every account
record Scope(Set<Service> services, Set<String> accounts) {

    static final Scope EVERYTHING = new Scope(Set.of(), Set.of());

    Scope {
        services = Set.copyOf(services);
        accounts = Set.copyOf(accounts);
    }

    boolean holds(AttemptObserved attempt) {
        return (services.isEmpty() || services.contains(attempt.service()))
                && (accounts.isEmpty() || attempt.account() != null && holds(attempt.account()));
    }

    private boolean holds(String account) {
        int at = account.lastIndexOf('@');
        return accounts.contains(account) || at >= 0 && accounts.contains(account.substring(at));
    }

    /// Whether it is about some accounts only.
    boolean ofAccounts() {
        return !accounts.isEmpty();
    }
}
