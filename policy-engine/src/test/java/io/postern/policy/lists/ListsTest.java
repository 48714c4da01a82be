package io.postern.policy.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.Network;
import io.postern.policy.Attempts;
import io.postern.policy.rules.RulesRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of list, entry by entry, against one client of which everything is known.
class ListsTest {

    private static final ClientProfile KNOWN = new ClientProfile(
            Address.of("203.0.113.66"),
            Attempts.NOON,
            ReverseName.of("dyn-66.Pool.example.org"),
            new Place(
                    Lookup.OK,
                    "GB",
                    "Boxford",
                    51.75,
                    -1.25,
                    List.of("England", "West Berkshire"),
                    100,
                    List.of(2655045L, 6269131L, 3333217L, 6255148L, 2635167L, 3017382L)),
            new Origin(Lookup.OK, 64496L, "Example Carrier"),
            new Registration(
                    Registration.Status.OK,
                    Network.of("203.0.113.0/24"),
                    "EXAMPLE-NET",
                    "DE",
                    List.of("EX1-EXAMPLE", "EX2-EXAMPLE"),
                    64511L,
                    "US",
                    "EXAMPLE Example Networks, US",
                    "rdap.example.org",
                    Attempts.NOON),
            null);

    @TempDir
    Path directory;

    static List<Arguments> findsTheClientOnItsList() {
        return List.of(
                on("ip-networks", "203.0.113.66"),
                on("ip-networks", "203.0.113.64/29 with a word on why"),
                on("ip-networks", "203.0.113.77/24"),
                off("ip-networks", "203.0.113.0/26"),
                off("ip-networks", "::cb00:7142/96"),
                on("reverse-names", ".*\\.example\\.org"),
                on("reverse-names", "'dyn-66.pool.example.ORG'"),
                on("reverse-names", "\"dyn-66.Pool.example.org"),
                off("reverse-names", "\"dyn-66.pool.example.org"),
                off("reverse-names", "dyn"),
                off("reverse-names", ".*\\.EXAMPLE\\.org"),
                on("reverse-names", "(?i).*\\.EXAMPLE\\.org"),
                on("reverse-names", "[a-z]+-\\d{2}\\..*"),
                off("reverse-names", "<>"),
                on("network-names", "EXAMPLE-.*"),
                off("network-names", "EXAMPLE"),
                on("network-countries", "de we do not travel there"),
                off("network-countries", "US"),
                on("entities", "ex2-example"),
                off("entities", "EX1"),
                on("as-numbers", "AS64496 the carrier"),
                on("as-numbers", "64511"),
                off("as-numbers", "AS6449"),
                on("as-names", "EXAMPLE .*, US"),
                on("as-names", "'example carrier"),
                off("as-names", "Example Networks"),
                on("as-countries", "US"),
                off("as-countries", "DE"),
                on("organisations", "Example C.*"),
                off("organisations", "EXAMPLE .*"),
                on("places", "2655045 Boxford"),
                on("places", "3333217 a subdivision"),
                on("places", "6255148 Europe"),
                on("places", "'west berkshire"),
                off("places", "'Berkshire"),
                off("places", "265504"),
                on("coordinates", "51.75,-1.25,10"),
                on("coordinates", "51.75,-1.25,500,1"),
                off("coordinates", "51.75,-1.25,10,0.5"),
                on("coordinates", "51.75,1.25,100 they overlap"),
                off("coordinates", "51.75,1.25,100,0.5"),
                off("coordinates", "-51.75,-1.25,1000"));
    }

    private static Arguments on(String kind, String entry) {
        return argumentSet(kind + " with " + entry, kind, entry, true);
    }

    private static Arguments off(String kind, String entry) {
        return argumentSet(kind + " without it: " + entry, kind, entry, false);
    }

    @ParameterizedTest
    @MethodSource
    void findsTheClientOnItsList(String kind, String entry, boolean expected) throws Exception {
        Files.writeString(directory.resolve("a.list"), "# a comment\n; another\n-- a third\n\n" + entry + "\n");

        Lists lists = lists("  - {name: a, kind: %s, file: a.list}".formatted(kind));

        assertThat(first(lists, Attempts.failure(), KNOWN).map(Match::entry))
                .isEqualTo(expected ? Optional.of("a.list:5: " + entry) : Optional.empty());
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNotKnownIsOnNoList(Kind kind, String entry) throws Exception {
        Lists lists = lists("  - {name: a, kind: %s, entries: [\"%s\"]}".formatted(kind.word(), entry));

        assertThat(first(lists, Attempts.failure(), unknown(ReverseName.Status.TIMEOUT)))
                .isEmpty();
    }

    static List<Arguments> whatIsNotKnownIsOnNoList() {
        return List.of(
                argumentSet("reverse names", Kind.REVERSE_NAMES, ".*"),
                argumentSet("network names", Kind.NETWORK_NAMES, ".*"),
                argumentSet("network countries", Kind.NETWORK_COUNTRIES, "ZZ"),
                argumentSet("as names", Kind.AS_NAMES, ".*"),
                argumentSet("organisations", Kind.ORGANISATIONS, ".*"),
                argumentSet("places", Kind.PLACES, "0"),
                argumentSet("coordinates", Kind.COORDINATES, "0,0,20000"));
    }

    @Test
    void aClientWithoutAReverseNameCanBeListedAndAFailedLookUpIsNoMissingName() throws Exception {
        Lists lists = lists("  - {name: a, kind: reverse-names, entries: [\"<>\"]}");

        assertThat(first(lists, Attempts.failure(), unknown(ReverseName.Status.NXDOMAIN)))
                .isPresent();
        assertThat(first(lists, Attempts.failure(), unknown(ReverseName.Status.SERVFAIL)))
                .isEmpty();
    }

    @Test
    void patternsMayBeAnchoredAtTheirStartOnlyAsInTheOldSystem() throws Exception {
        Lists lists = lists("  - {name: a, kind: reverse-names, match: start, entries: [dyn]}");

        assertThat(first(lists, Attempts.failure(), KNOWN)).isPresent();
    }

    @Test
    void theKindDecidesBeforeTheOrderOfTheFile() throws Exception {
        Lists lists = lists("""
                  - {name: c, kind: coordinates, entries: ["51.75,-1.25,10"]}
                  - {name: b, kind: as-numbers, entries: [AS64496]}
                  - {name: a, kind: network-countries, entries: [DE]}
                """);

        assertThat(first(lists, Attempts.failure(), KNOWN).orElseThrow().list()).isEqualTo("a");
    }

    @Test
    void aListMayBeAboutSomeDoorsAndSomeAccounts() throws Exception {
        Files.writeString(directory.resolve("lists.yaml"), """
                version: 1
                groups:
                  - name: staff
                    accounts: [Root, "@staff.example.org"]
                lists:
                  - name: a
                    kind: as-numbers
                    entries: [AS64496]
                    services: [imap]
                    groups: [staff]
                """);
        Lists lists = ListsFolder.open(directory, directory).current();
        Attempts staff = Attempts.failure().account("ada@staff.example.org");

        Match match = first(lists, staff, KNOWN).orElseThrow();
        assertThat(match.ofAccount()).isTrue();
        assertThat(match.services()).containsExactly(io.postern.events.Service.IMAP);
        assertThat(first(lists, Attempts.failure().account("root"), KNOWN)).isPresent();
        assertThat(first(lists, Attempts.failure().account("ada@example.org"), KNOWN))
                .isEmpty();
        assertThat(first(lists, staff.service(io.postern.events.Service.POP3), KNOWN))
                .isEmpty();
    }

    @Test
    void aClosedDoorIsClosedToEveryoneAndPrivateOrIgnoredClientsAreOnNoList() throws Exception {
        Files.writeString(directory.resolve("lists.yaml"), """
                version: 1
                disabled-services: [pop3]
                ignore: [203.0.113.66]
                lists:
                  - {name: a, kind: as-numbers, entries: [AS64496]}
                  - {name: b, kind: ip-networks, entries: [10.0.0.0/8]}
                """);
        Lists lists = ListsFolder.open(directory, directory).current();
        Attempts pop3 = Attempts.failure().service(io.postern.events.Service.POP3);

        assertThat(lists.first(attempt(pop3.from("10.0.0.1")), KNOWN, true, Attempts.NOON)
                        .orElseThrow()
                        .list())
                .isEqualTo("disabled-services");
        assertThat(lists.first(attempt(Attempts.failure().from("10.0.0.1")), KNOWN, true, Attempts.NOON))
                .isEmpty();
        assertThat(first(lists, Attempts.failure(), KNOWN)).isEmpty();
    }

    @Test
    void everyPackThatIsShippedCanBeRead() throws Exception {
        for (String pack : Packs.NAMES) {
            Lists lists = lists("  - {name: a, pack: %s, mode: simulate}".formatted(pack));
            assertThat(lists.described()).isNotEmpty();
        }
        Lists outlook = lists("  - {name: outlook, pack: new-outlook}");
        assertThat(outlook.first(
                                attempt(Attempts.failure().from("52.97.1.1")),
                                new ClientProfile(
                                        Address.of("52.97.1.1"),
                                        Attempts.NOON,
                                        ReverseName.none(ReverseName.Status.PENDING),
                                        Place.none(Lookup.NO_DATABASE),
                                        Origin.none(Lookup.NO_DATABASE)),
                                false,
                                Attempts.NOON)
                        .orElseThrow()
                        .entry())
                .isEqualTo("pack new-outlook:8: 52.96.0.0/14");
    }

    static List<Arguments> saysWhereAFileIsWrong() {
        return List.of(
                wrong("ip-networks", "mail.example.org", "a.list:2:3: not an IP address: mail.example.org"),
                wrong("ip-networks", "203.0.113.0/33", "a.list:2:3: prefix: 0 to 32, was 33"),
                wrong("reverse-names", "(", "a.list:2:3: not a pattern (RE2): error parsing regexp: missing closing )"),
                wrong("reverse-names", "(?=x)", "a.list:2:3: not a pattern (RE2):"),
                wrong("entities", "'", null),
                wrong("as-names", "''", "a.list:2:3: nothing between the quotation marks"),
                wrong("as-countries", "Germany", "a.list:2:3: not a country of two letters: 'Germany'"),
                wrong("as-numbers", "AS1x", "a.list:2:3: not the number of an autonomous system: 'AS1x'"),
                wrong("as-numbers", "AS9999999999", "a.list:2:3: no such autonomous system"),
                wrong("places", "Boxford", "a.list:2:3: neither an id of GeoNames nor 'a name: 'Boxford'"),
                wrong("coordinates", "51.75,-1.25", "a.list:2:3: expected latitude,longitude,radius in km[,overlap]"),
                wrong("coordinates", "91,0,10", "a.list:2:3: latitude: from -90.0 to 90.0, was 91"),
                wrong("coordinates", "1,0,10,2", "a.list:2:3: overlap: from 0.0 to 1.0, was 2"));
    }

    private static Arguments wrong(String kind, String entry, String message) {
        return argumentSet(kind + ": " + entry, kind, entry, message);
    }

    @ParameterizedTest
    @MethodSource
    void saysWhereAFileIsWrong(String kind, String entry, String message) throws IOException {
        Files.writeString(directory.resolve("a.list"), "# fine\n  " + entry + "\n");

        String refusal = refusal("  - {name: a, kind: %s, file: a.list}".formatted(kind));

        if (message == null) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal).startsWith(message);
        }
    }

    static List<Arguments> saysWhereListsYamlIsWrong() {
        return List.of(
                argumentSet(
                        "kind", "  - {name: a, kind: colours}", "lists.yaml:3:21: kind: 'colours' is not supported"),
                argumentSet("no kind", "  - {name: a}", "lists.yaml:3:5: kind: missing"),
                argumentSet("taken", "  - {name: allow, kind: places}", "lists.yaml:3:12: name: 'allow' is taken"),
                argumentSet("no name", "  - {kind: places}", "lists.yaml:3:5: name: missing"),
                argumentSet("key", "  - {name: a, kind: places, colour: red}", "lists.yaml:3:29: colour: unknown key"),
                argumentSet(
                        "entry",
                        "  - {name: a, kind: as-countries, entries: [DE, Germany]}",
                        "lists.yaml:3:49: entries: not a country of two letters: 'Germany'"),
                argumentSet("file", "  - {name: a, kind: places, file: no.list}", "no.list: is not there"),
                argumentSet(
                        "two origins",
                        "  - {name: a, kind: places, file: a, entries: [1]}",
                        "lists.yaml:3:47: entries: there is file already"),
                argumentSet(
                        "pack",
                        "  - {name: a, pack: x}",
                        "lists.yaml:3:21: pack: there is no pack 'x'; there are new-"),
                argumentSet(
                        "group",
                        "  - {name: a, kind: places, groups: [x]}",
                        "lists.yaml:3:38: groups: there is no group 'x'"),
                argumentSet(
                        "match",
                        "  - {name: a, kind: places, match: start}",
                        "lists.yaml:3:36: match: there are no patterns in a list of places"),
                argumentSet(
                        "refresh",
                        "  - {name: a, kind: places, feed: 'https://example.org/a', refresh: 1m}",
                        "lists.yaml:3:69: refresh: not more often than every hour, was 1m"),
                argumentSet(
                        "feed",
                        "  - {name: a, kind: places, feed: 'ftp://example.org/a'}",
                        "lists.yaml:3:35: feed: expected http://, https:// or file://"));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhereListsYamlIsWrong(String list, String message) throws IOException {
        assertThat(refusal(list)).startsWith(message);
    }

    private String refusal(String list) throws IOException {
        try {
            lists(list);
            return "";
        } catch (RulesRefusedException e) {
            return e.getMessage();
        }
    }

    private Lists lists(String lists) throws IOException, RulesRefusedException {
        Files.writeString(directory.resolve("lists.yaml"), "version: 1\nlists:\n" + lists + "\n");
        return ListsFolder.open(directory, directory).current();
    }

    private static Optional<Match> first(Lists lists, Attempts attempt, ClientProfile profile) {
        return lists.first(attempt(attempt.from("203.0.113.66")), profile, false, Attempts.NOON);
    }

    private static AttemptObserved attempt(Attempts attempt) {
        return attempt.at(Attempts.NOON);
    }

    private static ClientProfile unknown(ReverseName.Status status) {
        return new ClientProfile(
                Address.of("203.0.113.66"),
                Attempts.NOON,
                ReverseName.none(status),
                Place.none(Lookup.NOT_FOUND),
                Origin.none(Lookup.NOT_FOUND),
                Registration.none(Registration.Status.FAILED),
                null);
    }
}
