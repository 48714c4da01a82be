package io.postern.reporter.projections;

import io.postern.events.Service;
import io.postern.events.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out which tellings are of the same try, so that it counts once.
///
/// A session id says it outright. Postfix has none, and neither has what Dovecot asks on its behalf; there, two
/// different sources that tell of the same client, account and door within seconds tell of one try, paired one to one,
/// the earliest first. An account that a source does not tell could be any.
final class SameTry {

    /// Between the two clocks and the two ways into the log.
    static final Duration NEAR = Duration.ofSeconds(10);

    /// One source's word of a try that has no session.
    ///
    /// @param account null when not told
    /// @param login what is shared by all that tell of the same try
    record Telling(String id, Source source, Service service, String client, String account, Instant at, String login) {

        private boolean isOfTheSameTryAs(Telling other) {
            return source != other.source
                    && (service == other.service || (service.isSmtp() && other.service.isSmtp()))
                    && (account == null || other.account == null || account.equals(other.account))
                    && Duration.between(at, other.at).abs().compareTo(NEAR) <= 0;
        }
    }

    private record Claim(String login, Source source) {}

    private final Map<String, List<Telling>> byClient = new HashMap<>();
    private final Map<String, String> loginById = new HashMap<>();
    private final Set<Claim> claimed = new HashSet<>();

    /// @param known tellings without a session that are stored already, near the new ones
    SameTry(Collection<Telling> known) {
        known.forEach(this::add);
    }

    static String loginOfSession(String session) {
        return "session/" + Stored.key(session);
    }

    /// The login that a telling without a session belongs to: another source's, or its own. To be called in the order
    /// of the topic, so that a replay finds the same pairs.
    String loginOf(String id, Source source, Service service, String client, String account, Instant at) {
        String own = "try/" + id;
        if (loginById.containsKey(id)) {
            return loginById.get(id);
        }
        Telling telling = new Telling(id, source, service, client, account, at, own);
        String login = byClient.getOrDefault(client, List.of()).stream()
                .filter(telling::isOfTheSameTryAs)
                .filter(candidate -> !claimed.contains(new Claim(candidate.login, source)))
                .min(Comparator.comparing(Telling::at).thenComparing(Telling::id))
                .map(Telling::login)
                .orElse(own);
        add(new Telling(id, source, service, client, account, at, login));
        return login;
    }

    private void add(Telling telling) {
        byClient.computeIfAbsent(telling.client, client -> new ArrayList<>()).add(telling);
        loginById.put(telling.id, telling.login);
        claimed.add(new Claim(telling.login, telling.source));
    }
}
