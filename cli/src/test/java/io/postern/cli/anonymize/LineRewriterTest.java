package io.postern.cli.anonymize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.events.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class LineRewriterTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");
    private static final Path GENERATOR = Path.of("../../shared/tools/genlog.py");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> theCollectorReadsTheSameInEveryCaseAndCapturedLog() throws IOException {
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> cases = Files.walk(Path.of("../collector/src/test/cases"));
                Stream<Path> captured = Files.walk(Path.of("../collector/src/test/resources/captured"))) {
            Stream.concat(cases.filter(file -> file.endsWith("input.log")), captured.filter(Files::isRegularFile))
                    .forEach(logs::add);
        }
        assertThat(logs).hasSizeGreaterThan(20);
        return logs.stream().map(log -> DynamicTest.dynamicTest(log.toString(), () -> readsTheSame(log)));
    }

    /// Lines collected from other projects, beside the repository; where they are not, there is nothing to try.
    @TestFactory
    Stream<DynamicTest> theCollectorReadsTheSameInEveryCollectedLine() throws IOException {
        if (!Files.isDirectory(CORPUS)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        for (String row : Files.readAllLines(file)) {
                            JsonNode line = new ObjectMapper().readTree(row).path("line");
                            Likeness likeness = new Likeness();
                            likeness.add(line.asText());
                            assertThat(likeness.complaints()).isEmpty();
                        }
                    }));
        }
    }

    @TestFactory
    Stream<DynamicTest> theCollectorReadsTheSameInAGeneratedLog() {
        return Stream.of(GENERATOR)
                .filter(Files::exists)
                .map(generator -> DynamicTest.dynamicTest("genlog", () -> {
                    Path log = directory.resolve("mail.log");
                    List<String> generate = List.of(
                            "python3",
                            generator.toString(),
                            "--lines",
                            "20000",
                            "--header",
                            "mixed",
                            "--dovecot",
                            "mixed",
                            "--out",
                            log.toString());
                    assertThat(new ProcessBuilder(generate).inheritIO().start().waitFor())
                            .isZero();
                    assertThat(readsTheSame(log)).isGreaterThan(2000);
                }));
    }

    @Test
    void nothingOfTheNamesIsLeft() {
        Likeness likeness = new Likeness();
        String rewritten = Stream.of(
                        "Nov 20 10:00:00 mx1 dovecot: imap(ada.lovelace@example.org)<5511><629ByrJgpdd/AAAZ>: Logged out",
                        "Nov 20 10:00:00 mx1 dovecot: lmtp(5512, ada.lovelace): msgid=<abc@secret.example.org>: saved mail to INBOX",
                        "Nov 20 10:00:00 mx1 postfix/cleanup[1]: 4107130FAC3: warning: header Subject: divorce papers from "
                                + "unknown[203.0.113.7]; from=<ada.lovelace@example.org> to=<x@secret.example.org> proto=ESMTP helo=<pc-of-ada>",
                        "Nov 20 10:00:00 mx1 postfix/smtpd[2]: connect from ip-203-0-113-7.secret.example.org[203.0.113.7]",
                        "Nov 20 10:00:00 mx1 postfix/local[3]: 4107130FAC3: to=<ada.lovelace@example.org>, relay=local, status=sent "
                                + "(delivered to maildir /home/ada.lovelace/Maildir)",
                        "2026-11-20 10:00:00 login authenticator failed for (pc-of-ada) [203.0.113.7]: 535 Incorrect authentication "
                                + "data (set_id=ada.lovelace)",
                        "Nov 20 10:00:00 mx1 imaps[4]: badlogin: pc-of-ada [203.0.113.7] plaintext ada.lovelace SASL(-13): authentication failure",
                        "Nov 20 10:00:00 mx1 dovecot: auth: sql(ada.lovelace,203.0.113.7): Password mismatch (given password: hunter2)",
                        "{\"event\":\"auth_request_finished\",\"hostname\":\"mx1\",\"fields\":{\"user\":\"ada.lovelace\",\"remote_ip\":\"203.0.113.7\"}}")
                .map(likeness::rewritten)
                .reduce("", (some, more) -> some + more + "\n");

        assertThat(rewritten)
                .doesNotContainIgnoringCase(
                        "lovelace",
                        "203.0.113.7",
                        "203-0-113-7",
                        "secret",
                        "divorce",
                        "pc-of-ada",
                        "hunter2",
                        "mx1",
                        "4107130FAC3",
                        "629ByrJgpdd");
        assertThat(rewritten
                        .lines()
                        .map(line -> line.replaceFirst(".* dovecot: imap\\((.*)@.*", "$1"))
                        .findFirst()
                        .orElseThrow())
                .satisfies(account -> assertThat(rewritten.split(account, -1)).hasSize(10));
    }

    @Test
    void whatServersSayStays() {
        assertThat(new Likeness()
                        .rewritten(
                                "Nov 20 10:00:00 localhost postfix/smtpd[1]: disconnect from unknown[127.0.0.1] ehlo=2 "
                                        + "starttls=1 auth=0/1 commands=3/4"))
                .isEqualTo(
                        "Nov 20 10:00:00 localhost postfix/smtpd[1]: disconnect from unknown[127.0.0.1] ehlo=2 starttls=1 auth=0/1 "
                                + "commands=3/4");
    }

    @Test
    void neighboursStayNeighboursAndNobodyBecomesAnother() {
        Pseudonyms pseudonyms = new Likeness().pseudonyms();
        Set<Address> all = new HashSet<>();
        Set<String> networks = new HashSet<>();
        for (int host = 0; host < 256; host++) {
            String address =
                    pseudonyms.address(Address.of("198.51.100." + host)).toString();
            all.add(Address.of(address));
            networks.add(address.substring(0, address.lastIndexOf('.')));
        }

        assertThat(all).hasSize(256);
        assertThat(networks).singleElement().asString().matches("2[45]\\d\\..*");
        assertThat(half(pseudonyms, "2001:db8:1:2::1")).isEqualTo(half(pseudonyms, "2001:db8:1:2:3:4:5:6"));
        assertThat(half(pseudonyms, "2001:db8:1:2::1")).isNotEqualTo(half(pseudonyms, "2001:db8:1:3::1"));
        assertThat(pseudonyms.address(Address.of("10.1.2.3")).toString())
                .startsWith("10.")
                .isNotEqualTo("10.1.2.3");
        assertThat(pseudonyms.address(Address.of("172.16.2.3")).toString()).matches("172\\.(1[6-9]|2\\d|3[01])\\..*");
        assertThat(pseudonyms.address(Address.of("127.0.0.1"))).isEqualTo(Address.of("127.0.0.1"));
    }

    @Test
    void anotherKeyGivesOtherNames() {
        Pseudonyms some = new Likeness().pseudonyms();
        Pseudonyms others = new Pseudonyms(
                new PseudonymKey("another key of some length".getBytes(StandardCharsets.UTF_8)),
                (kind, name, pseudonym) -> {});

        assertThat(some.mail("Ada@example.org"))
                .isEqualTo(some.mail("ada@EXAMPLE.org"))
                .isNotEqualTo(others.mail("ada@example.org"));
        assertThat(some.address(Address.of("203.0.113.7"))).isNotEqualTo(others.address(Address.of("203.0.113.7")));
    }

    private static List<Byte> half(Pseudonyms pseudonyms, String address) {
        byte[] bytes = pseudonyms.address(Address.of(address)).bytes();
        List<Byte> half = new ArrayList<>();
        for (byte b : Arrays.copyOf(bytes, 8)) {
            half.add(b);
        }
        return half;
    }

    private static long readsTheSame(Path log) {
        Likeness likeness = new Likeness();
        byte[] bytes = content(log);
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                likeness.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        assertThat(likeness.complaints()).isEmpty();
        return likeness.attempts();
    }

    private static byte[] content(Path log) {
        try {
            return Files.readAllBytes(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
