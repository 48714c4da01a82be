package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainUnparsedTest {

    private static final String STAMP = "2026-11-20T10:34:34+00:00 mx1 ";
    private static final List<String> LINES = List.of(
            "dovecot: imap-login: Disconnected: Connection closed (auth failed, 2 attempts in 4 secs): user=<ada>, "
                    + "method=PLAIN, rip=203.0.113.66, lip=192.0.2.25, session=<pnREyrJgfFrLAHFC>",
            "dovecot: imap-login: Login: user=<ada>, method=PLAIN, rip=203.0.113.10, lip=192.0.2.25, session=<aaa>",
            "dovecot: imap-login: Disconnected (something new 1): user=<ada>, rip=203.0.113.66, lip=192.0.2.25",
            "dovecot: imap-login: Disconnected (something new 2): user=<bob>, rip=203.0.113.67, lip=192.0.2.25",
            "dovecot: frobnicate: \"ada\" from 192.0.2.1 at 7 (given password: hunter2)",
            "dovecot: frobnicate: \"bob@example.org\" from 2001:db8::1 at 99 (given password: letmein)",
            "dovecot: frobnicate: \"eve\" from 192.0.2.3 at 100 (given password: secret7)",
            "CRON[7]: (root) CMD (true)",
            "CRON[8]: (ada) CMD (false)",
            "authd[9]: login for ada from 203.0.113.9 failed");

    @TempDir
    Path directory;

    private Path log;

    @BeforeEach
    void writesALog() throws IOException {
        log = directory.resolve("mail.log.2.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
            for (String line : LINES) {
                out.write((STAMP + line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void clustersWhatIsNotReadAndShowsNoPassword() {
        Console console = Console.run("explain", "--unparsed", log.toString());

        assertThat(console.out())
                .contains("        3  dovecot: ")
                .contains("dovecot: frobnicate: \"…\" from ADDRESS at N (given password: [redacted])")
                .contains(
                        "5: " + STAMP + "dovecot: frobnicate: \"ada\" from 192.0.2.1 at 7 (given password: [redacted])")
                .contains("        2  dovecot: NOT READABLE, ")
                .contains("imap-login: Disconnected (something new N): user=<…>, rip=ADDRESS, lip=ADDRESS")
                .contains("        2  none: of a program that is not read here\n           CRON: …")
                .doesNotContain("hunter2")
                .doesNotContain("letmein");
        assertThat(console.err()).contains("10 lines: auth 1, login_ok 1, other 6, unreadable 2");
    }

    @Test
    void saysWhatItLeavesOff() {
        Console console = Console.run("explain", "--unparsed", "--limit", "1", "-o", "ndjson", log.toString());

        assertThat(console.out().lines().map(ExplainUnparsedTest::json))
                .singleElement()
                .satisfies(cluster -> assertThat(cluster.get("count").asInt()).isEqualTo(3));
        assertThat(console.err()).contains("Left off: 5 lines of 3 kinds; --limit shows more");
    }

    @Test
    void showsOnlyFailures() {
        Console console = Console.run("explain", "--failures", "-o", "json", log.toString());

        assertThat(json(console.out()))
                .singleElement()
                .satisfies(failure -> assertThat(failure.get("client").asText()).isEqualTo("203.0.113.66"));
    }

    @Test
    void oneTryThatTwoDatabasesRefuseIsOneFailureAndOneThatLetsInIsNone() throws IOException {
        Path auth = Files.writeString(
                directory.resolve("auth.log"),
                String.join(
                        "\n",
                        STAMP + "dovecot: auth: passwd-file(eve,203.0.113.7,<s1>): unknown user",
                        STAMP + "dovecot: auth-worker(5): sql(eve,203.0.113.7,<s1>): Password mismatch",
                        STAMP + "dovecot: auth: passwd-file(ada,203.0.113.8,<s2>): unknown user",
                        STAMP + "dovecot: imap-login: Login: user=<ada>, method=PLAIN, rip=203.0.113.8, "
                                + "lip=192.0.2.25, session=<s2>"));

        assertThat(Console.run("explain", "--failures", auth.toString()).out())
                .startsWith("2: dovecot auth: ")
                .hasLineCount(1);
    }

    @Test
    void takesFormatsOfYourOwn() throws IOException {
        Path formats = directory.resolve("own.formats");
        Files.writeString(
                formats, "format authd\nprogram authd\nfailed login for (?P<user>.*) from (?P<client>\\S+) failed\n");

        Console console = Console.run("explain", "--formats", formats.toString(), "--failures", log.toString());

        assertThat(console.out()).contains("10: authd auth: failed, 1 attempt from 203.0.113.9 as ada");
    }

    @Test
    void checksFormats() throws IOException {
        Path formats = directory.resolve("own.formats");
        Files.writeString(formats, "format authd\nprogram authd\nfailed login from (?P<ip>\\S+) failed\n");

        Console wrong = Console.run("explain", "--formats", formats.toString(), "--check");
        assertThat(wrong.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(wrong.err()).startsWith(formats + ":3:19: no such group: 'ip'");
        assertThat(Console.run("explain", "--formats", formats.toString(), "x y")
                        .exit())
                .isEqualTo(Exit.USAGE);

        Files.writeString(formats, Files.readString(formats).replace("<ip>", "<client>"));
        Console right = Console.run("explain", "--formats", formats.toString(), "--check");
        assertThat(right.exit()).isZero();
        assertThat(right.out()).isEqualTo(formats + ": right, formats: authd\n");
    }

    @Test
    void manyKindsOfLinesNeedBoundedMemory() throws IOException {
        Random random = new Random(5);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            String word = Long.toString(random.nextLong() & Long.MAX_VALUE, 36).replaceAll("\\d", "x");
            lines.append(STAMP).append("dovecot: ").append(word).append(" <\"'").append('\n');
        }
        Path many = Files.writeString(directory.resolve("many.log"), lines);

        Console console = Console.run("explain", "--unparsed", "--limit", "10", many.toString());

        assertThat(console.out()).hasLineCount(30);
        assertThat(console.err())
                .contains("Left off: 19,990 lines of 4,990 kinds, and of kinds for which there was no room");
    }

    @Test
    void failuresAndUnparsedAreAChoice() {
        assertThat(Console.run("explain", "--failures", "--unparsed", log.toString())
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
