package io.postern.enricher.databases;

import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;

/// Puts the answers of several files together: the earlier file is believed, a later one only fills in, and only where
/// both speak of the same country or network, so that no city is put into another vendor's country.
final class Merge {

    private Merge() {}

    static Place places(Place earlier, Place later) {
        if (earlier.status() != Lookup.OK || later.status() != Lookup.OK) {
            return better(earlier.status(), later.status()) == earlier.status() ? earlier : later;
        }
        if (!agree(earlier.country(), later.country())) {
            return earlier;
        }
        boolean located = earlier.latitude() != null;
        return new Place(
                Lookup.OK,
                first(earlier.country(), later.country()),
                first(earlier.city(), later.city()),
                located ? earlier.latitude() : later.latitude(),
                located ? earlier.longitude() : later.longitude(),
                earlier.subdivisions().isEmpty() ? later.subdivisions() : earlier.subdivisions(),
                located ? earlier.radius() : later.radius(),
                earlier.geonames().isEmpty() ? later.geonames() : earlier.geonames());
    }

    static Origin origins(Origin earlier, Origin later) {
        if (earlier.status() != Lookup.OK || later.status() != Lookup.OK) {
            return better(earlier.status(), later.status()) == earlier.status() ? earlier : later;
        }
        if (!agree(earlier.asn(), later.asn())) {
            return earlier;
        }
        return new Origin(
                Lookup.OK, first(earlier.asn(), later.asn()), first(earlier.organisation(), later.organisation()));
    }

    /// OK over FAILED (something is wrong and should be seen) over NOT_FOUND over NO_DATABASE.
    private static Lookup better(Lookup a, Lookup b) {
        return rank(a) >= rank(b) ? a : b;
    }

    private static int rank(Lookup status) {
        return switch (status) {
            case OK -> 3;
            case FAILED -> 2;
            case NOT_FOUND -> 1;
            case NO_DATABASE -> 0;
        };
    }

    private static boolean agree(Object a, Object b) {
        return a == null || b == null || a.equals(b);
    }

    private static <T> T first(T a, T b) {
        return a != null ? a : b;
    }
}
