package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.cli.demo.RecordedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonymizeCommandTest {

    private static final String FAILURE = "2026-11-20T10:34:34.696279+00:00 mx1 dovecot: imap-login: Disconnected: "
            + "Connection closed (auth failed, 2 attempts in 4 secs): user=<Ada@example.org>, method=PLAIN, "
            + "rip=203.0.113.66, lip=192.0.2.25, session=<pnREyrJgfFrLAHFC>";

    @TempDir
    Path directory;

    private Path log;
    private Path key;

    @BeforeEach
    void aLog() throws IOException {
        log = Files.writeString(directory.resolve("mail.log"), FAILURE + "\n");
        key = directory.resolve("key");
    }

    @Test
    void everyRunHasNamesOfItsOwnUnlessItIsGivenAKey() {
        assertThat(anonymized(log.toString()))
                .isNotEqualTo(anonymized(log.toString()))
                .doesNotContain("ada", "203.0.113.66");
        assertThat(anonymized("--key", key.toString(), log.toString()))
                .isEqualTo(anonymized("--key", key.toString(), log.toString()));
    }

    @Test
    void aNameThatOnlyAFormatOfOnesOwnKnowsGetsItsPseudonymToo() throws IOException {
        Path own = Files.writeString(
                directory.resolve("own.log"),
                "2026-11-20T10:34:34Z mx1 example-auth[7]: refused grace (203.0.113.66): wrong secret\n");
        Path formats = Files.writeString(directory.resolve("own.formats"), """
                format   example-auth
                program  example-auth
                service  imap
                failed   refused (?P<user>\\S+) \\((?P<client>\\S+)\\): wrong secret
                """);

        assertThat(anonymized(own.toString())).contains("refused grace (");
        assertThat(anonymized("--formats", formats.toString(), own.toString()))
                .contains("refused ", "wrong secret")
                .doesNotContain("grace", "203.0.113.66");
    }

    @Test
    void keyAndMapAreTheOwnersAlone() throws IOException {
        Path map = directory.resolve("map.tsv");

        String rewritten = anonymized("--key", key.toString(), "--map", map.toString(), log.toString());

        assertThat(List.of(key, map))
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        String address = rewritten.replaceFirst("(?s).*rip=([^,]+),.*", "$1");
        assertThat(Files.readAllLines(map)).contains("address\t203.0.113.66\t" + address);
        assertThat(Console.run("anonymize", "--map", map.toString(), log.toString())
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aKeyThatCouldBeGuessedIsRefused() throws IOException {
        Files.writeString(key, "short");

        Console console = Console.run("anonymize", "--key", key.toString(), log.toString());

        assertThat(console.exit()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).contains("at least 16 bytes").doesNotContain("short\n");
    }

    @Test
    void theSameBansComeOfIt() throws IOException {
        Path recorded = Files.write(
                directory.resolve("recorded.log"), RecordedLog.bundled().lines());
        Path rewritten = Files.writeString(directory.resolve("rewritten.log"), anonymized(recorded.toString()));
        Path none = Files.createDirectory(directory.resolve("none"));

        Console before = Console.run(
                "replay",
                "--rules",
                none.toString(),
                "--treat-as-public",
                "192.0.2.0/24,198.51.100.0/24,203.0.113.0/24,2001:db8::/32",
                "-o",
                "csv",
                recorded.toString());
        Console after = Console.run(
                "replay",
                "--rules",
                none.toString(),
                "--treat-as-public",
                "240.0.0.0/4,2001:db8::/32",
                "-o",
                "csv",
                rewritten.toString());

        assertThat(times(before)).hasSizeGreaterThan(3).isEqualTo(times(after));
    }

    /// When and why, without whom.
    private static List<String> times(Console console) {
        return console.out()
                .lines()
                .map(row -> row.split(",", -1))
                .filter(row -> row[1].equals("banned"))
                .map(row -> String.join(",", List.of(row).subList(1, 10)))
                .toList();
    }

    private static String anonymized(String... arguments) {
        PrintStream stdout = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Console console = Console.run(
                    Stream.concat(Stream.of("anonymize"), Stream.of(arguments)).toArray(String[]::new));
            assertThat(console.exit()).isZero();
        } finally {
            System.setOut(stdout);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
