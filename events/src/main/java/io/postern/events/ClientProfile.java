package io.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What is known about an address. Keyed by client; a later one replaces an earlier one as slow look-ups finish.
///
/// A look-up that found nothing is a status, never an exception and never a missing field.
///
/// @param asOf when this was put together
/// @param registration what the registries say of its network; null when they are not asked
/// @param label what the operator calls its network (`office`), or what a special-purpose range is for; else null
public record ClientProfile(
        Address client,
        Instant asOf,
        ReverseName reverse,
        Place place,
        Origin origin,
        Registration registration,
        String label)
        implements Event {

    /// Of an ordinary address whose registration is not asked for.
    public ClientProfile(Address client, Instant asOf, ReverseName reverse, Place place, Origin origin) {
        this(client, asOf, reverse, place, origin, null, null);
    }

    public ClientProfile {
        Require.present(client, "client");
        Require.present(asOf, "asOf");
        Require.present(reverse, "reverse");
        Require.present(place, "place");
        Require.present(origin, "origin");
        label = Text.clean(label);
    }

    /// Whether a slow look-up is still under way, so that a richer profile will follow.
    @JsonIgnore
    public boolean isPending() {
        return reverse.status() == ReverseName.Status.PENDING
                || registration != null && registration.status() == Registration.Status.PENDING;
    }

    /// The name that reverse DNS gives, which the owner of the address chose freely.
    ///
    /// @param name without the trailing dot; null unless the status is OK
    /// @param forward whether the name leads back to the address; null when that was not looked up
    public record ReverseName(Status status, String name, Forward forward) {

        /// What asking for the name's own addresses came to (FCrDNS).
        public enum Forward {
            /// One of the name's addresses is the client's.
            CONFIRMED,
            /// The name has addresses, and the client's is not among them: anybody may have written this name.
            MISMATCH,
            /// The name has no address, or does not exist.
            NO_ADDRESS,
            /// Nobody could say.
            FAILED;

            @JsonValue
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public ReverseName(Status status, String name) {
            this(status, name, null);
        }

        public enum Status {
            OK,
            /// The look-up is under way.
            PENDING,
            NXDOMAIN,
            /// The zone exists and has no PTR record for the address.
            NO_PTR,
            SERVFAIL,
            REFUSED,
            TIMEOUT,
            /// Anything else that went wrong on the way.
            FAILED,
            /// Switched off, or a special-purpose address that is never looked up.
            NOT_ASKED;

            @JsonValue
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public ReverseName {
            Require.present(status, "reverse.status");
            name = Text.clean(name);
            if ((status == Status.OK) != (name != null)) {
                throw new IllegalArgumentException("reverse.name: goes with status ok and with no other");
            }
            if (forward != null && name == null) {
                throw new IllegalArgumentException("reverse.forward: there is no name to ask for");
            }
        }

        public static ReverseName of(String name) {
            return new ReverseName(Status.OK, name);
        }

        public static ReverseName none(Status status) {
            return new ReverseName(status, null);
        }
    }

    /// What a look-up in a database file came to.
    public enum Lookup {
        OK,
        /// No database file is configured.
        NO_DATABASE,
        /// The database has no entry for the address.
        NOT_FOUND,
        FAILED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where the address is said to be.
    ///
    /// @param country ISO 3166-1 alpha-2 (`DE`); null unless known
    /// @param city in English; null unless known
    /// @param latitude degrees, null unless known; so is longitude
    /// @param subdivisions in English, the largest first (`England`, `Kent`); empty unless known
    /// @param radius kilometres around the coordinates within which the address may be; null unless known
    /// @param geonames ids of GeoNames: city, subdivisions, continent, countries in which it is, is registered and
    ///     that it represents; empty unless known
    public record Place(
            Lookup status,
            String country,
            String city,
            Double latitude,
            Double longitude,
            List<String> subdivisions,
            Integer radius,
            List<Long> geonames) {

        public Place(Lookup status, String country, String city, Double latitude, Double longitude) {
            this(status, country, city, latitude, longitude, List.of());
        }

        public Place(
                Lookup status,
                String country,
                String city,
                Double latitude,
                Double longitude,
                List<String> subdivisions) {
            this(status, country, city, latitude, longitude, subdivisions, null, List.of());
        }

        public Place {
            Require.present(status, "place.status");
            country = Text.clean(country);
            city = Text.clean(city);
            subdivisions = Require.list(subdivisions).stream().map(Text::clean).toList();
            geonames = Require.list(geonames);
        }

        public static Place none(Lookup status) {
            return new Place(status, null, null, null, null);
        }
    }

    /// Whose network it is.
    ///
    /// @param asn autonomous system number without "AS"; null unless known
    /// @param organisation its name as the database has it; null unless known
    public record Origin(Lookup status, Long asn, String organisation) {

        public Origin {
            Require.present(status, "origin.status");
            organisation = Text.clean(organisation);
        }

        public static Origin none(Lookup status) {
            return new Origin(status, null, null);
        }
    }

    /// What the registries (RDAP, WHOIS) say of the network that the address is in. Its holder writes the names
    /// freely.
    ///
    /// @param network the smallest registered one; null unless known
    /// @param netName its name (`EXAMPLE-NET`)
    /// @param country of the network's registration, ISO 3166-1 alpha-2
    /// @param entities handles of whom it is registered to, as the registry orders them; empty unless known
    /// @param asn the autonomous system that announces it; null unless known
    /// @param asCountry of that system's registration
    /// @param asDescription its name as the registry has it (`EXAMPLE Example Networks, DE`)
    /// @param source the server that answered (`rdap.db.ripe.net`); null unless one did
    /// @param asOf when it answered; null unless it did
    public record Registration(
            Status status,
            Network network,
            String netName,
            String country,
            List<String> entities,
            Long asn,
            String asCountry,
            String asDescription,
            String source,
            Instant asOf) {

        public enum Status {
            OK,
            /// The look-up is under way.
            PENDING,
            /// The registries know no such network.
            NOT_FOUND,
            /// The registry asked us to wait, or our own limit for it is reached.
            RATE_LIMITED,
            TIMEOUT,
            /// Anything else that went wrong on the way.
            FAILED;

            @JsonValue
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public Registration {
            Require.present(status, "registration.status");
            netName = Text.clean(netName);
            country = Text.clean(country);
            entities = Require.list(entities).stream().map(Text::clean).toList();
            asCountry = Text.clean(asCountry);
            asDescription = Text.clean(asDescription);
            source = Text.clean(source);
        }

        public static Registration none(Status status) {
            return new Registration(status, null, null, null, List.of(), null, null, null, null, null);
        }
    }
}
