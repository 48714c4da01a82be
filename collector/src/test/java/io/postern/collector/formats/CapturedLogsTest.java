package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;
import io.postern.events.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logs captured from real Dovecot 2.3 and 2.4 and Postfix 3.7 and 3.10, counted a second time in another way: greedy
/// regular expressions that know nothing of the parser.
class CapturedLogsTest {

    private static final Pattern DOVECOT_FAILED =
            Pattern.compile("-login: .*?auth failed, (\\d+) attempts.*, rip=([0-9a-f.:]+), lip=");
    private static final Pattern DOVECOT_SUCCEEDED =
            Pattern.compile("^(?:<22>)?[^<]*-login: (?:Info: )?(?:Login|Logged in): .*, rip=([0-9a-f.:]+), lip=");
    private static final Pattern POSTFIX_FAILED = Pattern.compile(
            "(?:/smtpd\\[\\d+\\]:| postfix \\d+ - - ) warning: [^ \\[]+\\[([0-9a-f.:]+)\\]: "
                    + "SASL \\S+ authentication failed: (?!Invalid|Password expired|Connection lost|Too many failed logins)");
    private static final Pattern AUTH_FAILED = Pattern.compile(
            " auth(?:-worker)?[:(].*,([0-9a-f.:]+)(?:,sasl:[a-z0-9-]+)?(?:,<[^<>]*>)?\\).*: (?:Password mismatch|unknown user"
                    + "|login user: Master user login attempted.*|Username character disallowed.*)(?: \\(SHA1[^)]*\\))?$");
    private static final Pattern TEMPORARY =
            Pattern.compile("-login: .*(?:temporary failure|internal failure).*, rip=([0-9a-f.:]+), lip=");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dovecot.log",
                "dovecot-2.4.1.log",
                "mail.rfc3164.log",
                "mail.rfc3339.log",
                "mail.rfc5424.log",
                "native-dovecot.log",
                "native-dovecot-2.4.1.log",
                "native-postfix.log",
                "native-postfix-3.10.log",
                "postfix.log"
            })
    void countsWhatAnIndependentReaderCounts(String log) throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("src/test/resources/captured", log), StandardCharsets.ISO_8859_1);
        Map<String, Integer> failed = new TreeMap<>();
        Map<String, Integer> succeeded = new TreeMap<>();
        Map<String, Integer> temporary = new TreeMap<>();
        for (String line : lines) {
            Matcher dovecot = DOVECOT_FAILED.matcher(line);
            if (dovecot.find()) {
                failed.merge(dovecot.group(2), Integer.valueOf(dovecot.group(1)), Integer::sum);
            }
            Stream.of(POSTFIX_FAILED.matcher(line))
                    .filter(Matcher::find)
                    .forEach(found -> failed.merge(found.group(1), 1, Integer::sum));
            Stream.of(DOVECOT_SUCCEEDED.matcher(line))
                    .filter(Matcher::find)
                    .forEach(found -> succeeded.merge(found.group(1), 1, Integer::sum));
            Stream.of(TEMPORARY.matcher(line))
                    .filter(Matcher::find)
                    .forEach(found -> temporary.merge(found.group(1), 1, Integer::sum));
        }

        assertThat(failed.size() + succeeded.size()).isPositive();
        assertThat(Readings.byClient(
                        lines.stream(),
                        attempt -> attempt.source() != Source.DOVECOT_AUTH
                                && attempt.outcome().isFailure()))
                .isEqualTo(failed);
        assertThat(Readings.byClient(
                        lines.stream(),
                        attempt -> attempt.daemon() == Daemon.DOVECOT && attempt.outcome() == Outcome.SUCCEEDED))
                .isEqualTo(succeeded);
        assertThat(Readings.byClient(
                        lines.stream(),
                        attempt -> attempt.source() != Source.DOVECOT_AUTH
                                && attempt.outcome() == Outcome.TEMPORARY_FAILURE))
                .isEqualTo(temporary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dovecot.log", "dovecot-2.4.1.log", "native-dovecot.log", "native-dovecot-2.4.1.log"})
    void countsEveryTryThatTheAuthProcessTells(String log) throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("src/test/resources/captured", log), StandardCharsets.ISO_8859_1);
        Map<String, Integer> refused = new TreeMap<>();
        for (String line : lines) {
            Stream.of(AUTH_FAILED.matcher(line))
                    .filter(Matcher::find)
                    .forEach(found -> refused.merge(found.group(1), 1, Integer::sum));
        }

        assertThat(refused).isNotEmpty();
        assertThat(Readings.byClient(
                        lines.stream(),
                        attempt -> attempt.source() == Source.DOVECOT_AUTH
                                && attempt.outcome().isFailure()))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dovecot.log",
                "dovecot-2.4.1.log",
                "mail.rfc3164.log",
                "native-dovecot.log",
                "native-dovecot-2.4.1.log",
                "native-postfix.log"
            })
    void readsEveryLoginLine(String log) throws IOException {
        LineParser parser = Readings.parser();

        assertThat(Files.readAllLines(Path.of("src/test/resources/captured", log), StandardCharsets.ISO_8859_1))
                .noneSatisfy(line -> assertThat(parser.read(line)).isInstanceOf(Reading.Unreadable.class));
    }
}
