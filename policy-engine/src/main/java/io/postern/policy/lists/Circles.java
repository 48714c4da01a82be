package io.postern.policy.lists;

import io.postern.events.ClientProfile.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Circles by latitude: only those are looked at that are near enough in both directions.
final class Circles {

    private record One(Circle circle, Entry entry) {}

    /// Kilometres between two parallels a degree apart, rounded down so that nothing is missed.
    private static final double DEGREE = 111;

    private final NavigableMap<Double, List<One>> byLatitude = new TreeMap<>();
    private double largest;

    void add(Circle circle, Entry entry) {
        byLatitude
                .computeIfAbsent(circle.latitude(), latitude -> new ArrayList<>(1))
                .add(new One(circle, entry));
        largest = Math.max(largest, circle.radius());
    }

    /// Null when none does.
    Entry holding(Place place) {
        if (byLatitude.isEmpty() || place.latitude() == null || place.longitude() == null) {
            return null;
        }
        double reach = (largest + (place.radius() == null ? 0 : place.radius())) / DEGREE;
        double edge = Math.abs(place.latitude()) + reach;
        double widest = edge >= 89 ? 180 : reach / Math.cos(Math.toRadians(edge)); // around a pole all is near
        for (List<One> here : byLatitude
                .subMap(place.latitude() - reach, true, place.latitude() + reach, true)
                .values()) {
            for (One one : here) {
                double apart = Math.abs(one.circle().longitude() - place.longitude());
                if (Math.min(apart, 360 - apart) <= widest && one.circle().holds(place)) {
                    return one.entry();
                }
            }
        }
        return null;
    }
}
