package io.postern.reporter;

import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.time.Instant;

/// Builds enriched attempts for tests: a wrong password over IMAP unless said otherwise.
public record Told(
        String id,
        Instant at,
        Source source,
        Service service,
        String client,
        String account,
        Outcome outcome,
        int attempts,
        String session,
        ReverseName reverse,
        String country,
        Long asn) {

    public static Told by(String client, String id, Instant at) {
        return new Told(
                id,
                at,
                Source.DOVECOT_LOGIN,
                Service.IMAP,
                client,
                "ada@example.org",
                Outcome.FAILED,
                1,
                "session-" + id,
                ReverseName.of("host.example.org"),
                "DE",
                64496L);
    }

    public Told id(String value) {
        return new Told(value, at, source, service, client, account, outcome, attempts, session, reverse, country, asn);
    }

    public Told account(String name) {
        return new Told(id, at, source, service, client, name, outcome, attempts, session, reverse, country, asn);
    }

    public Told outcome(Outcome value) {
        return new Told(id, at, source, service, client, account, value, attempts, session, reverse, country, asn);
    }

    public Told attempts(int number) {
        return new Told(id, at, source, service, client, account, outcome, number, session, reverse, country, asn);
    }

    public Told session(String value) {
        return new Told(id, at, source, service, client, account, outcome, attempts, value, reverse, country, asn);
    }

    public Told reverse(ReverseName name) {
        return new Told(id, at, source, service, client, account, outcome, attempts, session, name, country, asn);
    }

    public Told from(Source told, Service door) {
        return new Told(id, at, told, door, client, account, outcome, attempts, session, reverse, country, asn);
    }

    /// Null for what is not known.
    public Told place(String code, Long number) {
        return new Told(id, at, source, service, client, account, outcome, attempts, session, reverse, code, number);
    }

    public AttemptObserved attempt() {
        return new AttemptObserved(
                id,
                at,
                "mail.example.org",
                source,
                service,
                Address.of(client),
                account,
                outcome,
                attempts,
                "PLAIN",
                session,
                "/var/log/mail.log@0");
    }

    public AttemptEnriched enriched() {
        return new AttemptEnriched(attempt(), profile(at));
    }

    public ClientProfile profile(Instant asOf) {
        var place = country == null
                ? ClientProfile.Place.none(Lookup.NO_DATABASE)
                : new ClientProfile.Place(Lookup.OK, country, null, null, null);
        var origin = asn == null
                ? ClientProfile.Origin.none(Lookup.NO_DATABASE)
                : new ClientProfile.Origin(Lookup.OK, asn, "Example Networks");
        return new ClientProfile(Address.of(client), asOf, reverse, place, origin);
    }
}
