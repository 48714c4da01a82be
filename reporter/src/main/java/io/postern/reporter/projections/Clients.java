package io.postern.reporter.projections;

import io.postern.events.Address;
import io.postern.events.ClientProfile;
import io.postern.reporter.database.Statements;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Profiles into `report.client`: the newest of each client stays, whichever topic brought it.
final class Clients {

    private static final String UPSERT = """
            insert into report.client (address, as_of, reverse_status, reverse_name, place_status, country, city,
                                       origin_status, asn, organisation)
            select address::inet, as_of, reverse_status, reverse_name, place_status, country, city,
                   origin_status, asn, organisation
            from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::text[], $9::bigint[], $10::text[])
              as new (address, as_of, reverse_status, reverse_name, place_status, country, city,
                      origin_status, asn, organisation)
            on conflict (address) do update
            set as_of = excluded.as_of, reverse_status = excluded.reverse_status,
                reverse_name = excluded.reverse_name, place_status = excluded.place_status,
                country = excluded.country, city = excluded.city, origin_status = excluded.origin_status,
                asn = excluded.asn, organisation = excluded.organisation
            where client.as_of < excluded.as_of""";

    private Clients() {}

    static void project(List<ClientProfile> told, Statements statements) {
        if (told.isEmpty()) {
            return;
        }
        Map<Address, ClientProfile> newest =
                new TreeMap<>(); // in one order everywhere, so that replicas never deadlock
        for (ClientProfile profile : told) {
            newest.merge(profile.client(), profile, (a, b) -> b.asOf().isAfter(a.asOf()) ? b : a);
        }
        statements.update(
                UPSERT,
                new Columns<>(List.copyOf(newest.values()))
                        .with(String[]::new, profile -> profile.client().toString())
                        .with(Instant[]::new, profile -> profile.asOf())
                        .with(
                                String[]::new,
                                profile -> profile.reverse().status().wire())
                        .with(
                                String[]::new,
                                profile -> Stored.text(profile.reverse().name()))
                        .with(String[]::new, profile -> profile.place().status().wire())
                        .with(
                                String[]::new,
                                profile -> Stored.text(profile.place().country()))
                        .with(
                                String[]::new,
                                profile -> Stored.text(profile.place().city()))
                        .with(
                                String[]::new,
                                profile -> profile.origin().status().wire())
                        .with(Long[]::new, profile -> profile.origin().asn())
                        .with(
                                String[]::new,
                                profile -> Stored.text(profile.origin().organisation()))
                        .arrays());
    }
}
