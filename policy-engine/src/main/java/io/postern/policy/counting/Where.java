package io.postern.policy.counting;

import io.postern.events.ClientProfile;

/// Where a client is, of its profile what rules look at. Everything is null when unknown; so are the coordinates
/// together.
///
/// @param country ISO 3166-1 alpha-2
public record Where(Long asn, String country, Double latitude, Double longitude) {

    public static final Where UNKNOWN = new Where(null, null, null, null);

    private static final double EARTH_RADIUS_KM = 6371;

    public static Where of(ClientProfile profile) {
        ClientProfile.Place place = profile.place();
        boolean located = place.latitude() != null && place.longitude() != null;
        return new Where(
                profile.origin().asn(),
                place.country(),
                located ? place.latitude() : null,
                located ? place.longitude() : null);
    }

    public boolean isLocated() {
        return latitude != null;
    }

    /// `AS64496`; null when unknown.
    public String system() {
        return asn == null ? null : "AS" + asn;
    }

    /// Along the surface, by the haversine formula.
    public double kilometresTo(double otherLatitude, double otherLongitude) {
        double north = Math.toRadians(otherLatitude - latitude) / 2;
        double east = Math.toRadians(otherLongitude - longitude) / 2;
        double square = Math.pow(Math.sin(north), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(otherLatitude))
                        * Math.pow(Math.sin(east), 2);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)));
    }
}
