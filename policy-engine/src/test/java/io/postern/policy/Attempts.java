package io.postern.policy;

import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.time.Instant;

/// Builds attempts: a wrong password on IMAP, told by Dovecot's login line, unless the test says otherwise.
public record Attempts(
        String id,
        String client,
        Source source,
        Service service,
        Outcome outcome,
        String account,
        String session,
        int attempts,
        String host) {

    public static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    public static final String MALLORY = "203.0.113.7";

    private static int next;

    public static Attempts failure() {
        String unique = "attempt-" + ++next;
        return new Attempts(
                unique,
                MALLORY,
                Source.DOVECOT_LOGIN,
                Service.IMAP,
                Outcome.FAILED,
                "ada@example.org",
                unique,
                1,
                "mx1");
    }

    /// As Postfix tells it: no session.
    public static Attempts postfix() {
        return failure().source(Source.POSTFIX_SASL).service(Service.SUBMISSION).session(null);
    }

    /// As Dovecot's auth policy client tells it of an attempt through Postfix.
    public static Attempts report() {
        return failure().source(Source.DOVECOT_POLICY).service(Service.SMTP).session(null);
    }

    public Attempts id(String id) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts from(String client) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts source(Source source) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts service(Service service) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts outcome(Outcome outcome) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts account(String account) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts session(String session) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts weighing(int attempts) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public Attempts on(String host) {
        return new Attempts(id, client, source, service, outcome, account, session, attempts, host);
    }

    public AttemptObserved at(Instant at) {
        return new AttemptObserved(
                id, at, host, source, service, Address.of(client), account, outcome, attempts, "PLAIN", session, null);
    }

    public static AttemptEnriched enriched(AttemptObserved attempt) {
        return new AttemptEnriched(
                attempt,
                new ClientProfile(
                        attempt.client(),
                        attempt.at(),
                        ReverseName.none(ReverseName.Status.NOT_ASKED),
                        Place.none(Lookup.NO_DATABASE),
                        Origin.none(Lookup.NO_DATABASE)));
    }

    /// With what databases say of the client.
    public AttemptEnriched seenIn(String country, long asn, double latitude, double longitude, Instant at) {
        return new AttemptEnriched(
                at(at),
                new ClientProfile(
                        Address.of(client),
                        at,
                        ReverseName.none(ReverseName.Status.NOT_ASKED),
                        new Place(Lookup.OK, country, null, latitude, longitude),
                        new Origin(Lookup.OK, asn, null)));
    }
}
