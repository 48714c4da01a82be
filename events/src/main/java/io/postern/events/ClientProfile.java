package io.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/// What is known about an address. Keyed by client; a later one replaces an earlier one as slow look-ups finish.
///
/// A look-up that found nothing is a status, never an exception and never a missing field.
///
/// @param asOf when this was put together
public record ClientProfile(Address client, Instant asOf, ReverseName reverse, Place place, Origin origin)
        implements Event {

    public ClientProfile {
        Require.present(client, "client");
        Require.present(asOf, "asOf");
        Require.present(reverse, "reverse");
        Require.present(place, "place");
        Require.present(origin, "origin");
    }

    /// Whether a slow look-up is still under way, so that a richer profile will follow.
    @JsonIgnore
    public boolean isPending() {
        return reverse.status() == ReverseName.Status.PENDING;
    }

    /// The name that reverse DNS gives, which the owner of the address chose freely.
    ///
    /// @param name without the trailing dot; null unless the status is OK
    public record ReverseName(Status status, String name) {

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
    public record Place(Lookup status, String country, String city, Double latitude, Double longitude) {

        public Place {
            Require.present(status, "place.status");
            country = Text.clean(country);
            city = Text.clean(city);
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
}
