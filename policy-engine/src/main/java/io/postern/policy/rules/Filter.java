package io.postern.policy.rules;

import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Service;
import java.util.Locale;
import java.util.Set;

/// Which attempts a rule looks at at all. An empty set leaves everything in.
///
/// @param services the doors
/// @param hosts the mail hosts, in lower case
/// @param outcomes in place of those that the rule's count has by itself
/// @param accounts in lower case; one without `@` means the name before the `@` at every domain
public record Filter(Set<Service> services, Set<String> hosts, Set<Outcome> outcomes, Set<String> accounts) {

    public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), Set.of());

    public Filter {
        services = Set.copyOf(services);
        hosts = Set.copyOf(hosts);
        outcomes = Set.copyOf(outcomes);
        accounts = Set.copyOf(accounts);
    }

    boolean passes(AttemptObserved attempt) {
        return (services.isEmpty() || services.contains(attempt.service()))
                && (hosts.isEmpty() || hosts.contains(attempt.host().toLowerCase(Locale.ROOT)))
                && (accounts.isEmpty() || names(attempt.account()));
    }

    private boolean names(String account) {
        if (account == null) {
            return false;
        }
        int at = account.indexOf('@');
        return accounts.contains(account) || at > 0 && accounts.contains(account.substring(0, at));
    }
}
