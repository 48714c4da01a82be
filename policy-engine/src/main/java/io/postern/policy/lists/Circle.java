package io.postern.policy.lists;

import io.postern.events.ClientProfile.Place;

/// A circle on the globe. A client is in it when enough of the circle in which the client may be lies inside.
///
/// @param radius kilometres
/// @param overlap the least share, 0 to 1, of the client's circle that must lie inside; 0 when a touch is enough
record Circle(double latitude, double longitude, double radius, double overlap) {

    /// The mean radius of the earth in kilometres, as dovecot_badclients has it.
    private static final double EARTH = 6371.009;

    /// Reads `lat,lon,radiusKm` or `lat,lon,radiusKm,overlap`.
    ///
    /// @throws IllegalArgumentException when the text is none
    static Circle of(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException("expected latitude,longitude,radius in km[,overlap]: '" + text + "'");
        }
        return new Circle(
                number(parts[0], -90, 90, "latitude"),
                number(parts[1], -180, 180, "longitude"),
                number(parts[2], 0.001, 20038, "radius"),
                parts.length == 4 ? number(parts[3], 0, 1, "overlap") : 0);
    }

    /// A client of whom no radius is known is a point.
    boolean holds(Place place) {
        if (place.latitude() == null || place.longitude() == null) {
            return false;
        }
        double distance = distance(place.latitude(), place.longitude());
        double around = place.radius() == null ? 0 : Math.max(0, place.radius());
        if (around == 0) {
            return distance <= radius;
        }
        double share = shared(distance, radius, around) / (Math.PI * around * around);
        return overlap == 0 ? distance <= radius + around : share >= overlap;
    }

    /// Great-circle distance in kilometres (haversine).
    private double distance(double otherLatitude, double otherLongitude) {
        double lat = Math.toRadians(otherLatitude - latitude);
        double lon = Math.toRadians(otherLongitude - longitude);
        double h = square(Math.sin(lat / 2))
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(otherLatitude))
                        * square(Math.sin(lon / 2));
        return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    /// The area that two circles in a plane share, which at some hundred kilometres is near enough.
    private static double shared(double distance, double one, double other) {
        if (distance >= one + other) {
            return 0;
        }
        if (distance <= Math.abs(one - other)) {
            return Math.PI * square(Math.min(one, other));
        }
        double toLine = (square(distance) + square(one) - square(other)) / (2 * distance);
        return segment(one, toLine) + segment(other, distance - toLine);
    }

    private static double segment(double radius, double toLine) {
        double reach = Math.clamp(toLine / radius, -1.0, 1.0);
        return square(radius) * Math.acos(reach) - toLine * Math.sqrt(Math.max(0, square(radius) - square(toLine)));
    }

    private static double square(double x) {
        return x * x;
    }

    private static double number(String text, double least, double most, String what) {
        String number = text.strip();
        if (!number.matches("-?\\d{1,6}(\\.\\d{1,10})?")) {
            throw new IllegalArgumentException(what + ": not a number: '" + number + "'");
        }
        double value = Double.parseDouble(number);
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": from " + least + " to " + most + ", was " + number);
        }
        return value;
    }
}
