package io.postern.events;

import java.time.Instant;

/// A try to authenticate, as a mail server itself told it. Keyed by client.
///
/// @param id the same for the same attempt however often it is shipped: host, file identity and offset, or the
///     server's own identifiers
/// @param at when it happened by the server's clock; for Dovecot's login line, when the connection ended
/// @param host the mail host that the client tried, as the source names it
/// @param account the name as tried, cleaned and in lower case; null when the source does not tell
/// @param attempts how many tries this stands for, at least 1 ("auth failed, 3 attempts")
/// @param mechanism the SASL mechanism in upper case (`PLAIN`); null when not told
/// @param session Dovecot's session id, shared by everything that tells of one connection; null through Postfix
/// @param origin where it was read (`FILE@OFFSET`), for the answer to "why?"; null when not from a file
public record AttemptObserved(
        String id,
        Instant at,
        String host,
        Source source,
        Service service,
        Address client,
        String account,
        Outcome outcome,
        int attempts,
        String mechanism,
        String session,
        String origin)
        implements Event {

    /// What lies beyond no clock has shown, and arithmetic and databases refuse it.
    public static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    public AttemptObserved {
        Require.text(id, "id");
        Require.present(at, "at");
        if (at.isBefore(Instant.EPOCH) || !at.isBefore(END_OF_TIME)) {
            throw new IllegalArgumentException("at: from 1970 to 9999, was " + at);
        }
        host = Text.clean(Require.text(host, "host"));
        Require.present(source, "source");
        Require.present(service, "service");
        Require.present(client, "client");
        account = Text.account(account);
        Require.present(outcome, "outcome");
        Require.atLeast(1, attempts, "attempts");
        mechanism = Text.clean(mechanism);
        session = Text.clean(session);
        origin = Text.clean(origin);
    }
}
