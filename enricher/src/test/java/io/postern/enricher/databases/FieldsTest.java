package io.postern.enricher.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {

    static List<Arguments> readsThePlaceOfEverySchema() {
        return List.of(
                argumentSet(
                        "GeoLite2 City, DB-IP City Lite",
                        Vendors.city("DE", "Munich", 48.1374, 11.5755),
                        new Place(Lookup.OK, "DE", "Munich", 48.1374, 11.5755)),
                argumentSet(
                        "GeoLite2 Country, DB-IP Country Lite",
                        Map.of("country", Map.of("iso_code", "FR", "names", Map.of("en", "France"))),
                        new Place(Lookup.OK, "FR", null, null, null)),
                argumentSet(
                        "IPinfo Lite",
                        Map.of("country", "France", "country_code", "FR", "asn", "AS174"),
                        new Place(Lookup.OK, "FR", null, null, null)),
                argumentSet(
                        "IPinfo country and ASN, older",
                        Map.of("country", "US", "country_name", "United States"),
                        new Place(Lookup.OK, "US", null, null, null)),
                argumentSet(
                        "IPinfo location, numbers as text",
                        Map.of("city", "Oslo", "country", "NO", "lat", "59.91273", "lng", "10.74609"),
                        new Place(Lookup.OK, "NO", "Oslo", 59.91273, 10.74609)),
                argumentSet(
                        "flat conversion of a city file",
                        Map.of("city", "Rome", "country_code", "it", "latitude", 41.9f, "longitude", 12.5f),
                        new Place(Lookup.OK, "IT", "Rome", (double) 41.9f, 12.5)),
                argumentSet("a country that is no code", Map.of("country_code", "<b>"), null),
                argumentSet(
                        "an impossible latitude",
                        Map.of("country_code", "SE", "latitude", 910.0, "longitude", 18.0),
                        new Place(Lookup.OK, "SE", null, null, null)),
                argumentSet("nothing of the kind", Map.of("is_anonymous", true, "country", List.of("DE")), null));
    }

    @ParameterizedTest
    @MethodSource
    void readsThePlaceOfEverySchema(Map<String, ?> record, Place expected) {
        assertThat(Fields.place(record)).isEqualTo(expected);
    }

    static List<Arguments> readsTheNetworkOfEverySchema() {
        return List.of(
                argumentSet(
                        "GeoLite2 ASN, DB-IP ASN Lite",
                        Map.of("autonomous_system_number", 64496L, "autonomous_system_organization", "Example Carrier"),
                        new Origin(Lookup.OK, 64496L, "Example Carrier")),
                argumentSet(
                        "IPinfo Lite",
                        Map.of("asn", "AS64511", "as_name", "Exemple SA"),
                        new Origin(Lookup.OK, 64511L, "Exemple SA")),
                argumentSet("a number alone", Map.of("asn", "64500"), new Origin(Lookup.OK, 64500L, null)),
                argumentSet(
                        "the last number there is",
                        Map.of("asn", "AS4294967295"),
                        new Origin(Lookup.OK, 4294967295L, null)),
                argumentSet("beyond the last number", Map.of("asn", "AS4294967296"), null),
                argumentSet("empty, as IPinfo leaves it", Map.of("asn", "", "as_name", ""), null),
                argumentSet("a city", Vendors.city("DE", "Munich", 48.1, 11.5), null));
    }

    @ParameterizedTest
    @MethodSource
    void readsTheNetworkOfEverySchema(Map<String, ?> record, Origin expected) {
        assertThat(Fields.origin(record)).isEqualTo(expected);
    }
}
