package io.postern.enricher.databases;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// Files in the shapes in which vendors ship theirs, with a few networks each.
public final class Vendors {

    public static final Instant BUILT = Instant.parse("2026-01-10T00:00:00Z");

    private Vendors() {}

    public static Path geoLite2City(Path directory) throws IOException {
        return new MmdbWriter("GeoLite2-City", 6, BUILT)
                .put("203.0.113.0/24", city("DE", "Munich", 48.1374, 11.5755))
                .put("203.0.113.128/25", city("AT", "Vienna", 48.2049, 16.3662))
                .put("2001:db8::/32", city("NL", "Utrecht", 52.0907, 5.1214))
                .write(directory.resolve("GeoLite2-City.mmdb"));
    }

    public static Path geoLite2Asn(Path directory) throws IOException {
        return new MmdbWriter("GeoLite2-ASN", 6, BUILT)
                .put(
                        "203.0.113.0/24",
                        Map.of("autonomous_system_number", 64496L, "autonomous_system_organization", "Example Carrier"))
                .write(directory.resolve("GeoLite2-ASN.mmdb"));
    }

    public static Path dbIpCountryLite(Path directory) throws IOException {
        return new MmdbWriter("DBIP-Country-Lite", 6, BUILT)
                .put(
                        "198.51.100.0/24",
                        Map.of(
                                "continent", Map.of("code", "EU", "names", Map.of("en", "Europe")),
                                "country",
                                        Map.of("iso_code", "FR", "names", Map.of("en", "France", "de", "Frankreich"))))
                .write(directory.resolve("dbip-country-lite.mmdb"));
    }

    public static Path ipInfoLite(Path directory) throws IOException {
        return new MmdbWriter("ipinfo generic_bundle_lite.mmdb", 6, BUILT)
                .put(
                        "198.51.100.0/24",
                        Map.of(
                                "country", "France",
                                "country_code", "FR",
                                "continent", "Europe",
                                "continent_code", "EU",
                                "asn", "AS64511",
                                "as_name", "Exemple SA",
                                "as_domain", "example.org"))
                .put("192.0.2.0/24", Map.of("country", "Japan", "country_code", "JP", "asn", "", "as_name", ""))
                .write(directory.resolve("ipinfo_lite.mmdb"));
    }

    public static Map<String, ?> city(String country, String city, double latitude, double longitude) {
        return Map.of(
                "city", Map.of("names", Map.of("en", city, "de", "nicht " + city)),
                "country", Map.of("iso_code", country, "names", Map.of("en", "whatever")),
                "registered_country", Map.of("iso_code", "US"),
                "location", Map.of("latitude", latitude, "longitude", longitude, "time_zone", "Europe/Berlin"));
    }
}
