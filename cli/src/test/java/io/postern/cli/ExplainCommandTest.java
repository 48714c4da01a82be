package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    private static final String FAILURE = "2026-11-20T10:34:34.696279+00:00 mx1 dovecot: imap-login: Disconnected: "
            + "Connection closed (auth failed, 2 attempts in 4 secs): user=<Ada@example.org>, method=PLAIN, "
            + "rip=203.0.113.66, lip=192.0.2.25, session=<pnREyrJgfFrLAHFC>";

    private static final String WITHOUT_YEAR = "Dec 31 23:59:59 mx1 postfix/smtpd[1]: warning: unknown[203.0.113.66]: "
            + "SASL LOGIN authentication failed: x";

    @TempDir
    Path directory;

    @Test
    void aLineOnTheCommandLineIsExplainedForPeople() {
        Console console = Console.run("explain", FAILURE);

        assertThat(console.exit()).isZero();
        assertThat(console.out())
                .isEqualTo("1: dovecot auth: failed, 2 attempts from 203.0.113.66 as ada@example.org on imap of mx1 at "
                        + "2026-11-20T10:34:34.696279Z\n");
    }

    @Test
    void whatOnePasswordDatabaseSaysIsNotTheLastWord() {
        Console console = Console.run(
                "explain",
                "2026-11-20T10:34:34Z mx1 dovecot: auth: pam(ada@example.org,203.0.113.66,<pnREyrJgfFrLAHFC>): unknown user");

        assertThat(console.out())
                .isEqualTo(
                        "1: dovecot auth: unknown_user, 1 attempt from 203.0.113.66 as ada@example.org on other of mx1 "
                                + "at 2026-11-20T10:34:34Z; one password database's word, another may decide\n");
    }

    @Test
    void everyLineOfAFileIsOneJsonObject() throws IOException {
        Path log = directory.resolve("mail.log");
        Files.writeString(log, FAILURE + "\nNov 20 10:34:35 mx1 cron[7]: (root) CMD\n\nlast line without end");

        Console console = Console.run("explain", "-o", "ndjson", log.toString());

        List<JsonNode> lines =
                console.out().lines().map(ExplainCommandTest::json).toList();
        assertThat(lines).extracting(line -> line.get("line").asInt()).containsExactly(1, 2, 3, 4);
        assertThat(lines.getFirst()).isEqualTo(json("""
                        {"line":1,"parser":"dovecot","kind":"auth","outcome":"failed","client":"203.0.113.66",
                        "account":"ada@example.org","service":"imap","mechanism":"PLAIN","attempts":2,
                        "session":"pnREyrJgfFrLAHFC","passdb":null,"host":"mx1","at":"2026-11-20T10:34:34.696279Z"}"""));
        assertThat(lines.subList(1, 4)).allSatisfy(line -> {
            assertThat(line.get("kind").asText()).isEqualTo("other");
            assertThat(line.get("reason").asText()).isNotBlank();
        });
    }

    @Test
    void aStampWithoutAYearIsOfTheYearInWhichItsFileWasWritten() throws IOException {
        Path log = Files.writeString(directory.resolve("mail.log.7"), WITHOUT_YEAR + "\n");
        Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2022-01-05T00:00:00Z")));

        Console console = Console.run("explain", "--zone", "UTC", log.toString());

        assertThat(console.out()).contains("at 2021-12-31T23:59:59Z");
    }

    @Test
    void theYearOfAStampCanBeGiven() {
        Console console = Console.run("explain", "--zone", "Europe/Berlin", "--year", "2019", WITHOUT_YEAR);

        assertThat(console.out()).contains("at 2019-12-31T22:59:59Z");
    }

    @Test
    void aContainersLogIsExplainedAsItsServerWroteIt() throws IOException {
        String cri = "2026-11-20T10:34:35.5Z stdout ";
        Path log = Files.writeString(
                directory.resolve("0.log"),
                cri + "P " + FAILURE.substring(0, 90) + "\n" + cri + "F " + FAILURE.substring(90) + "\n");

        Console console = Console.run("explain", "--failures", log.toString());

        assertThat(console.out()).contains("failed, 2 attempts from 203.0.113.66 as ada@example.org");
    }

    @Test
    void oneJsonDocumentIsAnArray() {
        Console console = Console.run("explain", "-o", "json", FAILURE, FAILURE);

        assertThat(json(console.out())).hasSize(2);
    }

    @Test
    void garbageIsNeverAnError() throws IOException {
        ByteArrayOutputStream garbage = new ByteArrayOutputStream();
        byte[] noise = new byte[3_000_000];
        new Random(3).nextBytes(noise);
        garbage.write(noise);
        garbage.write('\n');
        garbage.write("x".repeat(2_500_000).getBytes(StandardCharsets.UTF_8));
        garbage.write("\n\0\0\0\n".getBytes(StandardCharsets.UTF_8));
        garbage.write(FAILURE.getBytes(StandardCharsets.UTF_8));
        Path log = Files.write(directory.resolve("garbage"), garbage.toByteArray());

        Console console = Console.run("explain", "-o", "ndjson", log.toString());

        assertThat(console.exit()).isZero();
        assertThat(console.out().lines().reduce((first, second) -> second).orElseThrow())
                .contains("\"client\":\"203.0.113.66\"");
    }

    @Test
    void aFileThatIsNotThereIsAUsageError() {
        Console console = Console.run("explain", "/nowhere/mail.log");

        assertThat(console.exit()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).startsWith("/nowhere/mail.log: no such file");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
