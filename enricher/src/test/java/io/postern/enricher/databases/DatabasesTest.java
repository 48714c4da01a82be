package io.postern.enricher.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.enricher.ManualClock;
import io.postern.events.Address;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path directory;

    @Test
    void withoutFilesNothingIsKnown() {
        try (Databases none = open()) {
            assertThat(none.find(Address.of("203.0.113.7")))
                    .isEqualTo(new Databases.Entry(Place.none(Lookup.NO_DATABASE), Origin.none(Lookup.NO_DATABASE)));
        }
    }

    @Test
    void severalFilesAnswerTogether() throws IOException {
        try (Databases all =
                open(Vendors.geoLite2City(directory), Vendors.geoLite2Asn(directory), Vendors.ipInfoLite(directory))) {
            assertThat(all.find(Address.of("203.0.113.7")))
                    .isEqualTo(new Databases.Entry(
                            new Place(Lookup.OK, "DE", "Munich", 48.1374, 11.5755),
                            new Origin(Lookup.OK, 64496L, "Example Carrier")));
            assertThat(all.find(Address.of("198.51.100.9")))
                    .isEqualTo(new Databases.Entry(
                            new Place(Lookup.OK, "FR", null, null, null), new Origin(Lookup.OK, 64511L, "Exemple SA")));
            assertThat(all.find(Address.of("2001:db8::1")))
                    .isEqualTo(new Databases.Entry(
                            new Place(Lookup.OK, "NL", "Utrecht", 52.0907, 5.1214), Origin.none(Lookup.NOT_FOUND)));
        }
    }

    @Test
    void theLongestNetworkCounts() throws IOException {
        try (Databases city = open(Vendors.geoLite2City(directory))) {
            assertThat(city.find(Address.of("203.0.113.200")).place().city()).isEqualTo("Vienna");
        }
    }

    @Test
    void whatAFileCannotTellIsNotAskedOfIt() throws IOException {
        try (Databases countries = open(Vendors.dbIpCountryLite(directory))) {
            assertThat(countries.find(Address.of("192.0.2.1")))
                    .isEqualTo(new Databases.Entry(Place.none(Lookup.NOT_FOUND), Origin.none(Lookup.NO_DATABASE)));
        }
    }

    @Test
    void theEarlierFileIsBelievedAndTheLaterOneOnlyFillsIn() throws IOException {
        Path countries = new MmdbWriter("any", 4, Vendors.BUILT)
                .put("203.0.113.0/25", Map.of("country_code", "DE"))
                .put("203.0.113.128/25", Map.of("country_code", "CH"))
                .write(directory.resolve("countries.mmdb"));
        try (Databases both = open(countries, Vendors.geoLite2City(directory))) {
            assertThat(both.find(Address.of("203.0.113.7")).place())
                    .isEqualTo(new Place(Lookup.OK, "DE", "Munich", 48.1374, 11.5755));
            assertThat(both.find(Address.of("203.0.113.200")).place())
                    .as("Vienna is not in Switzerland")
                    .isEqualTo(new Place(Lookup.OK, "CH", null, null, null));
        }
    }

    @Test
    void anIpv4FileKnowsNoIpv6Address() throws IOException {
        Path v4 = new MmdbWriter("any", 4, Vendors.BUILT)
                .put("203.0.113.0/24", Map.of("country_code", "DE"))
                .write(directory.resolve("v4.mmdb"));
        try (Databases only = open(v4)) {
            assertThat(only.find(Address.of("2001:db8::1")).place()).isEqualTo(Place.none(Lookup.NOT_FOUND));
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing.mmdb");

        assertThatThrownBy(() -> open(missing))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("database " + missing + ": there is no such file");
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws IOException {
        Path text = Files.writeString(directory.resolve("text.mmdb"), "not a database");

        assertThatThrownBy(() -> open(text))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("database " + text + ": is not a readable MaxMind-format file: ");
    }

    @Test
    void aDatabaseOfSomethingElseIsRefused() throws IOException {
        Path other = new MmdbWriter("GeoIP2-Anonymous-IP", 6, Vendors.BUILT)
                .put("203.0.113.0/24", Map.of("is_anonymous", 1))
                .write(directory.resolve("anonymous.mmdb"));

        assertThatThrownBy(() -> open(other))
                .hasMessage(
                        "database " + other + ": holds neither places nor networks (its type is GeoIP2-Anonymous-IP)");
    }

    @Test
    void everyTruncationIsRefusedOrReadAndNeverMore() throws IOException {
        byte[] whole = Files.readAllBytes(Vendors.geoLite2City(directory));
        Path cut = directory.resolve("cut.mmdb");
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(cut, Arrays.copyOf(whole, length));
            try (Databases opened = open(cut)) {
                assertThat(opened.find(Address.of("203.0.113.7"))).isNotNull();
            } catch (DatabaseException refused) {
                assertThat(refused).hasMessageContaining(cut.toString());
            }
        }
    }

    @Test
    void damageUnderwayIsAStatusAndCounted() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (Databases city = open(file)) {
            try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
                damaged.seek(0);
                damaged.write(new byte[(int) damaged.length()]); // every branch now leads back to the root
            }
            assertThat(city.find(Address.of("203.0.113.7")).place().status()).isIn(Lookup.FAILED, Lookup.NOT_FOUND);
        }
    }

    @Test
    void aFileCutShortInPlaceIsAStatus() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (Databases city = open(file)) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(0);
            }
            assertThat(city.find(Address.of("203.0.113.9")).place()).isEqualTo(Place.none(Lookup.FAILED));
            assertThat(meters.get("postern.enricher.database.failures")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aReplacedFileKeepsItsOldMapping() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (Databases city = open(file)) {
            Path garbage = Files.writeString(directory.resolve("garbage"), "garbage");
            Files.move(garbage, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(city.find(Address.of("203.0.113.7")).place().city()).isEqualTo("Munich");
        }
    }

    @Test
    void theAgeOfEachFileIsMeasured() throws IOException {
        try (Databases city = open(Vendors.geoLite2City(directory))) {
            assertThat(meters.get("postern.enricher.database.age")
                            .tag("database", "GeoLite2-City.mmdb")
                            .gauge()
                            .value())
                    .isEqualTo(java.time.Duration.between(Vendors.BUILT, clock.instant())
                            .toSeconds());
            assertThat(city).isNotNull();
        }
    }

    private Databases open(Path... files) {
        return Databases.open(List.of(files), meters, clock);
    }
}
