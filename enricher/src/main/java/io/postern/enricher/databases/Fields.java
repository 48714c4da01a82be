package io.postern.enricher.databases;

import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a record of a database file, whichever vendor's schema it follows.
///
/// | | country | city | where | network |
/// | --- | --- | --- | --- | --- |
/// | GeoLite2, GeoIP2, DB-IP | `country.iso_code` | `city.names.en` | `location.latitude` | `autonomous_system_number`
/// |
/// | IPinfo Lite | `country_code` | | | `asn: "AS174"`, `as_name` |
/// | IPinfo, older | `country: "DE"` | `city` | `lat`, `lng` as text | `asn`, `as_name` |
/// | flat conversions of the above | `country_code` | `city` | `latitude` | `autonomous_system_number` |
///
/// Subdivisions are in `subdivisions[].names.en` (GeoLite2, GeoIP2, DB-IP), `region` (IPinfo) or `state1` (flat).
final class Fields {

    private static final long LAST_ASN = 0xffff_ffffL;
    private static final int MOST_SUBDIVISIONS = 8;

    private Fields() {}

    /// The place that the record tells, or null when it tells none.
    static Place place(Map<?, ?> record) {
        String country = country(record);
        String city = city(record.get("city"));
        Double latitude =
                degrees(90, within(record, "location", "latitude"), record.get("latitude"), record.get("lat"));
        Double longitude =
                degrees(180, within(record, "location", "longitude"), record.get("longitude"), record.get("lng"));
        if (country == null && city == null && (latitude == null || longitude == null)) {
            return null;
        }
        boolean located = latitude != null && longitude != null; // one without the other is no place
        return new Place(
                Lookup.OK,
                country,
                city,
                located ? latitude : null,
                located ? longitude : null,
                subdivisions(record),
                located && within(record, "location", "accuracy_radius") instanceof Number n ? n.intValue() : null,
                geonames(record));
    }

    /// City, subdivisions, continent, countries: without repeats.
    private static List<Long> geonames(Map<?, ?> record) {
        Set<Long> ids = new LinkedHashSet<>();
        geoname(record.get("city"), ids);
        if (record.get("subdivisions") instanceof List<?> nested) {
            nested.stream().limit(MOST_SUBDIVISIONS).forEach(one -> geoname(one, ids));
        }
        for (String key : List.of("continent", "country", "registered_country", "represented_country")) {
            geoname(record.get(key), ids);
        }
        return List.copyOf(ids);
    }

    private static void geoname(Object part, Set<Long> ids) {
        if (part instanceof Map<?, ?> nested && nested.get("geoname_id") instanceof Number id) {
            ids.add(id.longValue());
        }
    }

    /// The network that the record tells, or null when it tells none.
    static Origin origin(Map<?, ?> record) {
        Long asn = asn(record.get("autonomous_system_number"));
        if (asn == null) {
            asn = asn(record.get("asn"));
        }
        String organisation = text(record.get("autonomous_system_organization"));
        if (organisation == null) {
            organisation = text(record.get("as_name"));
        }
        return asn == null && organisation == null ? null : new Origin(Lookup.OK, asn, organisation);
    }

    private static String country(Map<?, ?> record) {
        Object nested = within(record, "country", "iso_code");
        String code = nested != null ? text(nested) : text(record.get("country_code"));
        if (code == null) {
            code = text(record.get("country"));
        }
        // IPinfo Lite has the country's English name where its older files have the code
        return code != null && code.matches("[A-Za-z]{2}") ? code.toUpperCase(Locale.ROOT) : null;
    }

    private static String city(Object city) {
        return city instanceof Map<?, ?> nested ? text(within(nested, "names", "en")) : text(city);
    }

    /// The largest first, as the files have them. Nested by name, or one as text (`region`, `state1`).
    private static List<String> subdivisions(Map<?, ?> record) {
        List<String> names = new ArrayList<>();
        if (record.get("subdivisions") instanceof List<?> nested) {
            for (Object one : nested) {
                String name = one instanceof Map<?, ?> map ? text(within(map, "names", "en")) : null;
                if (name != null && names.size() < MOST_SUBDIVISIONS) {
                    names.add(name);
                }
            }
        }
        for (String key : List.of("region", "state1", "state2")) {
            String name = text(record.get(key));
            if (name != null && names.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static Long asn(Object value) {
        long number = switch (value) {
            case Number n -> n.longValue();
            case String s when s.matches("(?i)(AS)?\\d{1,10}") -> Long.parseLong(s.replaceFirst("(?i)^AS", ""));
            case null, default -> 0;
        };
        return number > 0 && number <= LAST_ASN ? number : null;
    }

    /// The first candidate that is a number, as it is or as text, and possible.
    private static Double degrees(int limit, Object... candidates) {
        for (Object candidate : candidates) {
            Double value = switch (candidate) {
                case Number n -> n.doubleValue();
                case String s when s.matches("-?\\d{1,3}(\\.\\d{1,10})?") -> Double.valueOf(s);
                case null, default -> null;
            };
            if (value != null && Math.abs(value) <= limit) {
                return value;
            }
        }
        return null;
    }

    private static Object within(Map<?, ?> record, String outer, String inner) {
        return record.get(outer) instanceof Map<?, ?> nested ? nested.get(inner) : null;
    }

    private static String text(Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
