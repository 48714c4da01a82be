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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {

    private static final Address CLIENT = Address.of("203.0.113.7");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path directory;

    @Test
    void withoutFilesNothingIsKnown() {
        try (LiveDatabases none = open()) {
            assertThat(none.current().find(Address.of("203.0.113.7")))
                    .isEqualTo(new Databases.Entry(Place.none(Lookup.NO_DATABASE), Origin.none(Lookup.NO_DATABASE)));
        }
    }

    @Test
    void severalFilesAnswerTogether() throws IOException {
        try (LiveDatabases all =
                open(Vendors.geoLite2City(directory), Vendors.geoLite2Asn(directory), Vendors.ipInfoLite(directory))) {
            assertThat(all.current().find(Address.of("203.0.113.7")))
                    .isEqualTo(new Databases.Entry(
                            new Place(Lookup.OK, "DE", "Munich", 48.1374, 11.5755),
                            new Origin(Lookup.OK, 64496L, "Example Carrier")));
            assertThat(all.current().find(Address.of("198.51.100.9")))
                    .isEqualTo(new Databases.Entry(
                            new Place(Lookup.OK, "FR", null, null, null), new Origin(Lookup.OK, 64511L, "Exemple SA")));
            assertThat(all.current().find(Address.of("2001:db8::1")))
                    .isEqualTo(new Databases.Entry(
                            new Place(Lookup.OK, "NL", "Utrecht", 52.0907, 5.1214), Origin.none(Lookup.NOT_FOUND)));
        }
    }

    @Test
    void theLongestNetworkCounts() throws IOException {
        try (LiveDatabases city = open(Vendors.geoLite2City(directory))) {
            assertThat(city.current().find(Address.of("203.0.113.200")).place().city())
                    .isEqualTo("Vienna");
        }
    }

    @Test
    void whatAFileCannotTellIsNotAskedOfIt() throws IOException {
        try (LiveDatabases countries = open(Vendors.dbIpCountryLite(directory))) {
            assertThat(countries.current().find(Address.of("192.0.2.1")))
                    .isEqualTo(new Databases.Entry(Place.none(Lookup.NOT_FOUND), Origin.none(Lookup.NO_DATABASE)));
        }
    }

    @Test
    void theEarlierFileIsBelievedAndTheLaterOneOnlyFillsIn() throws IOException {
        Path countries = new MmdbWriter("any", 4, Vendors.BUILT)
                .put("203.0.113.0/25", Map.of("country_code", "DE"))
                .put("203.0.113.128/25", Map.of("country_code", "CH"))
                .write(directory.resolve("countries.mmdb"));
        try (LiveDatabases both = open(countries, Vendors.geoLite2City(directory))) {
            assertThat(both.current().find(Address.of("203.0.113.7")).place())
                    .isEqualTo(new Place(Lookup.OK, "DE", "Munich", 48.1374, 11.5755));
            assertThat(both.current().find(Address.of("203.0.113.200")).place())
                    .as("Vienna is not in Switzerland")
                    .isEqualTo(new Place(Lookup.OK, "CH", null, null, null));
        }
    }

    @Test
    void anIpv4FileKnowsNoIpv6Address() throws IOException {
        Path v4 = new MmdbWriter("any", 4, Vendors.BUILT)
                .put("203.0.113.0/24", Map.of("country_code", "DE"))
                .write(directory.resolve("v4.mmdb"));
        try (LiveDatabases only = open(v4)) {
            assertThat(only.current().find(Address.of("2001:db8::1")).place()).isEqualTo(Place.none(Lookup.NOT_FOUND));
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
            try (LiveDatabases opened = open(cut)) {
                assertThat(opened.current().find(Address.of("203.0.113.7"))).isNotNull();
            } catch (DatabaseException refused) {
                assertThat(refused).hasMessageContaining(cut.toString());
            }
        }
    }

    @Test
    void damageUnderwayIsAStatusAndCounted() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (LiveDatabases city = open(file)) {
            try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
                damaged.seek(0);
                damaged.write(new byte[(int) damaged.length()]); // every branch now leads back to the root
            }
            assertThat(city.current().find(Address.of("203.0.113.7")).place().status())
                    .isIn(Lookup.FAILED, Lookup.NOT_FOUND);
        }
    }

    @Test
    void aFileCutShortInPlaceIsAStatus() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (LiveDatabases city = open(file)) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(0);
            }
            assertThat(city.current().find(Address.of("203.0.113.9")).place()).isEqualTo(Place.none(Lookup.FAILED));
            assertThat(meters.get("postern.enricher.database.failures")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aReplacedFileKeepsItsOldMapping() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (LiveDatabases city = open(file)) {
            Path garbage = Files.writeString(directory.resolve("garbage"), "garbage");
            Files.move(garbage, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(city.current().find(Address.of("203.0.113.7")).place().city())
                    .isEqualTo("Munich");
        }
    }

    @Test
    void theAgeOfEachFileIsMeasured() throws IOException {
        try (LiveDatabases city = open(Vendors.geoLite2City(directory))) {
            assertThat(meters.get("postern.enricher.database.age")
                            .tag("database", "GeoLite2-City.mmdb")
                            .gauge()
                            .value())
                    .isEqualTo(Duration.between(Vendors.BUILT, clock.instant()).toSeconds());
            assertThat(city).isNotNull();
        }
    }

    @Test
    void aFileThatWasReplacedIsOpenedAnewAndAMappingInUseStays() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (LiveDatabases city = open(file)) {
            Databases before = city.current();
            replace(file, "DE", "Bonn");

            city.lookAgain();

            assertThat(city.current().find(CLIENT).place().city()).isEqualTo("Bonn");
            assertThat(before.find(CLIENT).place().city()).isEqualTo("Munich");
            assertThat(before.era()).isNotSameAs(city.current().era());
        }
    }

    @Test
    void aFileThatDidNotChangeIsNotOpenedAnew() throws IOException {
        try (LiveDatabases city = open(Vendors.geoLite2City(directory))) {
            Databases before = city.current();

            city.lookAgain();

            assertThat(city.current()).isSameAs(before);
        }
    }

    @Test
    void aDamagedOrVanishedSuccessorLeavesTheOldOneInUseAndIsTold() throws IOException {
        Path file = Vendors.geoLite2City(directory);
        try (LiveDatabases city = open(file)) {
            Files.move(
                    Files.writeString(directory.resolve("garbage"), "garbage"),
                    file,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            city.lookAgain();
            assertThat(city.current().find(CLIENT).place().city()).isEqualTo("Munich");
            assertThat(refused()).isEqualTo(1);

            Files.delete(file);
            city.lookAgain();
            assertThat(city.current().find(CLIENT).place().city()).isEqualTo("Munich");
            assertThat(refused()).isEqualTo(1);

            replace(file, "DE", "Bonn");
            city.lookAgain();
            assertThat(city.current().find(CLIENT).place().city()).isEqualTo("Bonn");
            assertThat(refused()).isZero();
        }
    }

    @Test
    void noLookUpFailsWhileFilesAreReplaced() throws Exception {
        Path file = Vendors.geoLite2City(directory);
        try (LiveDatabases city = open(file);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            AtomicBoolean over = new AtomicBoolean();
            Callable<Set<String>> looking = () -> {
                Set<String> found = new TreeSet<>();
                while (!over.get()) {
                    found.add(String.valueOf(city.current().find(CLIENT).place().city()));
                }
                return found;
            };
            List<Future<Set<String>>> all =
                    List.of(threads.submit(looking), threads.submit(looking), threads.submit(looking));
            for (int i = 0; i < 50; i++) {
                replace(file, "DE", "City" + i);
                city.lookAgain();
            }
            over.set(true);
            for (Future<Set<String>> one : all) {
                assertThat(one.get()).allMatch(name -> name.startsWith("City") || name.equals("Munich"));
            }
        }
    }

    @Test
    void theMappingOfAReplacedFileIsGivenBack() throws Exception {
        Path file = Vendors.geoLite2City(directory);
        try (LiveDatabases city = open(file)) {
            List<Databases> inUse = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                inUse.add(city.current());
                replace(file, "DE", "City" + i);
                city.lookAgain();
            }
            assertThat(mappings(file)).as("each that is in use, and the newest").isEqualTo(21);

            inUse.clear();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (mappings(file) > 1 && System.nanoTime() < deadline) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(mappings(file)).isEqualTo(1);
            assertThat(city.current().find(CLIENT).place().city()).isEqualTo("City19");
        }
    }

    /// What Linux says is mapped of the file and of those that had its name.
    private static long mappings(Path file) throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains(file.toString())).count();
        }
    }

    private void replace(Path file, String country, String city) throws IOException {
        Path newer = new MmdbWriter("GeoLite2-City", 6, Vendors.BUILT)
                .put("203.0.113.0/24", Vendors.city(country, city, 50.7, 7.1))
                .write(directory.resolve("newer.mmdb"));
        Files.move(newer, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private double refused() {
        return meters.get("postern.enricher.database.refused").gauge().value();
    }

    private LiveDatabases open(Path... files) {
        return new LiveDatabases(List.of(files), Duration.ofDays(1), meters, clock);
    }
}
