package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.cli.demo.ExpectedBans;
import io.postern.cli.demo.RecordedLog;
import io.postern.events.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    private static final String OPEN = "192.0.2.0/24,198.51.100.0/24,203.0.113.0/24,2001:db8::/32";

    @TempDir
    Path directory;

    private Path rules;

    @BeforeEach
    void shippedRules() throws IOException {
        rules = Files.createDirectory(directory.resolve("rules"));
    }

    @Test
    void saysWhoWouldHaveBeenBannedWhenAndWhy() throws IOException {
        Path log = log(
                "mail.log",
                failure("10:00:00", "203.0.113.7"),
                failure("10:04:00", "203.0.113.7"),
                failure("10:09:59", "203.0.113.7"),
                failure("10:10:00", "203.0.113.8"));

        Console console = replay("-o", "ndjson", log.toString());

        assertThat(console.exit()).isZero();
        List<JsonNode> lines = json(console.out());
        assertThat(lines).hasSize(2);
        JsonNode ban = lines.getFirst().path("decision");
        assertThat(ban.path("network").asText()).isEqualTo("203.0.113.7/32");
        assertThat(ban.path("effect").asText()).isEqualTo("banned");
        assertThat(ban.path("rule").asText()).isEqualTo("brute-force");
        assertThat(ban.path("from").asText()).isEqualTo("2026-11-20T10:09:59Z");
        assertThat(ban.path("until").asText()).isEqualTo("2026-11-20T10:19:59Z");
        assertThat(ban.path("first").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(ban.path("accounts").toString()).isEqualTo("[\"ada@example.org\"]");
        assertThat(ban.path("hosts").toString()).isEqualTo("[\"mx1\"]");
        assertThat(ban.path("lines").path(2).asText()).isEqualTo(log + ":3");
        JsonNode summary = lines.getLast().path("summary");
        assertThat(summary.path("lines").asInt()).isEqualTo(4);
        assertThat(summary.path("tries").path("failed").asInt()).isEqualTo(4);
        assertThat(summary.path("networks").asInt()).isEqualTo(1);
    }

    @Test
    void readsWhatOnlyAFormatOfOnesOwnKnows() throws IOException {
        Path log = log(
                "mail.log",
                "2026-11-20T10:00:00Z mx1 example-auth[7]: login for ada from 203.0.113.7 failed: no",
                "2026-11-20T10:00:01Z mx1 example-auth[7]: login for ada from 203.0.113.7 failed: no",
                "2026-11-20T10:00:02Z mx1 example-auth[7]: login for ada from 203.0.113.7 failed: no");
        Path formats = Files.writeString(directory.resolve("own.formats"), """
                format   example-auth
                program  example-auth
                service  imap
                failed   login for (?P<user>.*) from (?P<client>\\S+) failed: .*
                """);

        Console without = replay("-o", "csv", log.toString());
        Console with = replay("--formats", formats.toString(), "-o", "csv", log.toString());

        assertThat(without.out()).doesNotContain("203.0.113.7");
        assertThat(with.out()).contains("203.0.113.7/32");
    }

    @Test
    void aWrongFormatIsRefusedWithItsPlace() throws IOException {
        Path formats = Files.writeString(directory.resolve("own.formats"), "format example-auth\nprogramm x\n");

        Console console =
                replay("--formats", formats.toString(), log("mail.log").toString());

        assertThat(console.exit()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).contains(formats + ":2:1");
    }

    @Test
    void bansWhomAnIndependentCountOfARecordedAttackBans() throws IOException {
        RecordedLog recorded = RecordedLog.bundled();
        Path log = Files.write(directory.resolve("mail.log"), recorded.lines());

        Console console = replay("-o", "ndjson", log.toString());

        TreeSet<String> banned = new TreeSet<>();
        json(console.out()).stream()
                .map(line -> line.path("decision"))
                .filter(ban -> ban.path("effect").asText().equals("banned"))
                .forEach(ban -> banned.add(ban.path("network").asText()));
        assertThat(banned)
                .isNotEmpty()
                .isEqualTo(ExpectedBans.of(
                        recorded.lines(),
                        Stream.of(OPEN.split(",", -1)).map(Network::of).toList()));
    }

    @Test
    void rotatedFilesAndOtherHostsArePutInOrderOfTime() throws IOException {
        Path newest = log("mail.log", failure("10:09:00", "203.0.113.7"));
        Path older = compressed("mail.log.2.gz", failure("10:00:00", "203.0.113.7"));
        Path other = log("mx2.log", failure("10:04:00", "203.0.113.7").replace("mx1", "mx2"));

        Console console = replay("-o", "ndjson", newest.toString(), other.toString(), older.toString());

        JsonNode ban = json(console.out()).getFirst().path("decision");
        assertThat(ban.path("lines").toString())
                .isEqualTo("[\"" + older + ":1\",\"" + other + ":1\",\"" + newest + ":1\"]");
        assertThat(ban.path("hosts").toString()).isEqualTo("[\"mx2\",\"mx1\"]");
    }

    @Test
    void aStampWithoutYearIsOfTheYearInWhichTheFileWasWritten() throws IOException {
        String line = failure("10:00:00", "203.0.113.7").replaceFirst("^\\S+", "Dec 31 10:00:00");
        Path log = log("mail.log", line, line, line);
        Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2024-01-02T00:00:00Z")));

        Console console = replay("-o", "csv", "--zone", "UTC", log.toString());

        assertThat(console.out().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("203.0.113.7/32,banned,2023-12-31T10:00:00Z,2023-12-31T10:10:00Z,brute-force,3,3,600,");
    }

    @Test
    void whoIsOnTheAllowListOrOneOfOurHostsIsSpared() throws IOException {
        Files.writeString(rules.resolve("allow.list"), "203.0.113.7 the office\n");
        Path log = log(
                "mail.log",
                Stream.of("203.0.113.7", "203.0.113.8", "10.0.0.1")
                        .flatMap(client -> Stream.of(
                                failure("10:00:00", client), failure("10:00:01", client), failure("10:00:02", client)))
                        .toArray(String[]::new));

        Console console = replay("--own", "203.0.113.8", log.toString());

        assertThat(console.out())
                .contains("0 bans of 0 networks, 0 simulated, 3 spared")
                .contains("spared 1 times: allow.list:1: 203.0.113.7/32 the office")
                .contains("spared 1 times: own address of this cluster")
                .contains("spared 1 times: special-purpose range 10.0.0.0/8");
    }

    @Test
    void rulesThatBanOthersDiffer() throws IOException {
        Path stricter = rules("stricter", 2);
        Path log = log(
                "mail.log",
                failure("10:00:00", "203.0.113.7"),
                failure("10:00:01", "203.0.113.7"),
                failure("10:00:00", "203.0.113.8"),
                failure("10:00:01", "203.0.113.8"),
                failure("10:00:02", "203.0.113.8"));

        Console comes = Console.run(arguments(
                "--rules", stricter.toString(), "--against", rules.toString(), "-o", "ndjson", log.toString()));
        Console goes = Console.run(arguments(
                "--rules", rules.toString(), "--against", stricter.toString(), "-o", "ndjson", log.toString()));
        Console same =
                Console.run(arguments("--rules", rules.toString(), "--against", rules.toString(), log.toString()));

        assertThat(comes.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(kinds(comes)).containsExactlyInAnyOrder("203.0.113.7/32 comes", "203.0.113.8/32 changes");
        assertThat(kinds(goes)).containsExactlyInAnyOrder("203.0.113.7/32 goes", "203.0.113.8/32 changes");
        assertThat(same.exit()).isZero();
        assertThat(same.out()).contains("1 bans stay as they are, 0 come, 0 go, 0 change");
    }

    @Test
    void aRotatedFileThatIsDamagedIsReadAsFarAsItGoes() throws IOException {
        Path whole = compressed(
                "mail.log.1.gz", failure("10:00:00", "203.0.113.7").concat("\n").repeat(20_000));
        Path cut = directory.resolve("cut.log.gz");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        Console console = replay(cut.toString());

        assertThat(console.exit()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).contains("postern: " + cut + ": line ");
        assertThat(console.out()).contains("2 bans of 1 networks");
    }

    @Test
    void onlyTheStretchAskedForCounts() throws IOException {
        Path log = log(
                "mail.log",
                failure("10:00:00", "203.0.113.7"),
                failure("10:00:01", "203.0.113.7"),
                failure("10:00:02", "203.0.113.7"),
                failure("10:00:03", "203.0.113.7"));

        assertThat(replay("--zone", "UTC", "--since", "2026-11-20T10:00:02", log.toString())
                        .out())
                .contains(" 0 bans of ");
        assertThat(replay("--until", "2026-11-20T11:00:03+01:00", log.toString())
                        .out())
                .contains(" 1 bans of ");
        assertThat(replay("--since", "yesterday", log.toString()).exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void rulesThatAreWrongAreRefusedWithTheirPlace() throws IOException {
        Path wrong =
                Files.writeString(directory.resolve("wrong.yaml"), "version: 1\nrules:\n  - name: x\n    limit: 0\n");

        Console console = Console.run(
                "replay", "--rules", wrong.toString(), log("mail.log").toString());

        assertThat(console.exit()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).contains("wrong.yaml:4:12: limit: at least 1, was 0");
    }

    @Test
    void theWorstAreNamedFirst() throws IOException {
        Path log = log(
                "mail.log",
                Stream.of("10:0", "10:2", "10:5")
                        .flatMap(hour -> Stream.of(0, 1, 2)
                                .flatMap(second -> hour.equals("10:0")
                                        ? Stream.of(
                                                failure(hour + "0:0" + second, "203.0.113.8"),
                                                failure(hour + "0:0" + second, "203.0.113.7"))
                                        : Stream.of(failure(hour + "0:0" + second, "203.0.113.7"))))
                        .toArray(String[]::new));

        Console console = replay("--top", "1", log.toString());

        assertThat(console.out().lines().skip(1).findFirst().orElseThrow())
                .startsWith("203.0.113.7/32  3     9      2026-11-20T10:00:02Z  2026-11-20T10:50:02Z");
    }

    private Console replay(String... arguments) {
        return Console.run(arguments(Stream.concat(Stream.of("--rules", rules.toString()), Stream.of(arguments))
                .toArray(String[]::new)));
    }

    private static String[] arguments(String... more) {
        return Stream.concat(Stream.of("replay", "--treat-as-public", OPEN), Stream.of(more))
                .toArray(String[]::new);
    }

    private static String failure(String time, String client) {
        return "2026-11-20T" + time
                + "Z mx1 dovecot: imap-login: Disconnected: Connection closed (auth failed, 1 attempts "
                + "in 4 secs): user=<ada@example.org>, method=PLAIN, rip=" + client + ", lip=192.0.2.25, session=<s"
                + time
                + client + ">";
    }

    private Path log(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    private Path compressed(String name, String... lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Files.write(directory.resolve(name), bytes.toByteArray());
    }

    private Path rules(String name, int limit) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        Files.writeString(folder.resolve("rules.yaml"), """
                version: 1
                rules:
                  - {name: brute-force, per: client, count: failures, within: 10m, limit: %d, then: ban, for: 10m}
                """.formatted(limit));
        return folder;
    }

    private static List<String> kinds(Console console) {
        return json(console.out()).stream()
                .map(line -> line.path("difference"))
                .filter(difference -> !difference.isMissingNode())
                .map(difference -> difference.path("network").asText() + " "
                        + difference.path("kind").asText())
                .toList();
    }

    private static List<JsonNode> json(String lines) {
        return lines.lines().map(ReplayCommandTest::node).toList();
    }

    private static JsonNode node(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
