package io.postern.collector.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyslogLinesTest {

    private static final int MAX_LINE = 500;
    private static final String PEER = "192.0.2.7";
    private static final String FAILURE =
            "imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): "
                    + "user=<ada@example.org>, method=PLAIN, rip=203.0.113.66, lip=192.0.2.25, session=<x>";

    private final ParserSettings settings = new ParserSettings(
            ZoneId.of("Europe/Berlin"), InstantSource.fixed(Instant.parse("2026-11-20T12:00:00.5Z")), "central");
    private final SyslogLines lines = new SyslogLines(settings, MAX_LINE);

    static List<Arguments> makesOneFormOfAll() {
        return List.of(
                argumentSet(
                        "RFC 3164",
                        "<22>Nov 20 11:34:32 mx1 dovecot[812]: hi",
                        "<22>1 2026-11-20T10:34:32Z mx1 dovecot 812 - - hi"),
                argumentSet(
                        "RFC 5424",
                        "<22>1 2026-11-20T10:34:32.797361+01:00 mx1 postfix/smtpd 77 - [a@1 b=\"c]\"] hi",
                        "<22>1 2026-11-20T09:34:32.797361Z mx1 postfix/smtpd 77 - - hi"),
                argumentSet(
                        "no host: the sender's address",
                        "<22>Nov 20 11:34:32 dovecot: hi",
                        "<22>1 2026-11-20T10:34:32Z 192.0.2.7 dovecot - - - hi"),
                argumentSet(
                        "no stamp: now",
                        "<22>dovecot: hi",
                        "<22>1 2026-11-20T12:00:00.500Z 192.0.2.7 dovecot - - - hi"),
                argumentSet(
                        "no priority",
                        "Nov 20 11:34:32 mx1 dovecot: hi",
                        "<13>1 2026-11-20T10:34:32Z mx1 dovecot - - - hi"),
                argumentSet("no program", "<22>hi", "<22>1 2026-11-20T12:00:00.500Z 192.0.2.7 - - - - hi"),
                argumentSet(
                        "ends in a line feed and a NUL",
                        "<22>Nov 20 11:34:32 mx1 dovecot: hi\n\0",
                        "<22>1 2026-11-20T10:34:32Z mx1 dovecot - - - hi"),
                argumentSet(
                        "a line feed, a NUL and an escape inside",
                        "<22>Nov 20 11:34:32 mx1 dovecot: a\n<22>Nov 20 11:34:32 mx1 dovecot: b\0\33[1m",
                        "<22>1 2026-11-20T10:34:32Z mx1 dovecot - - - a#012<22>Nov 20 11:34:32 mx1 dovecot: b#000#033[1m"));
    }

    @ParameterizedTest
    @MethodSource
    void makesOneFormOfAll(String message, String expected) {
        assertThat(line(message, null)).isEqualTo(expected);
    }

    @Test
    void isReadAsTheMessageItself() {
        Reading direct = new LineParser(settings).read("<22>Nov 20 11:34:32 mx1 dovecot: " + FAILURE);
        Reading spooled = new LineParser(settings).read(line("<22>Nov 20 11:34:32 mx1 dovecot: " + FAILURE, null));

        assertThat(direct).isInstanceOf(Reading.Attempt.class);
        assertThat(spooled).isEqualTo(direct);
    }

    @Test
    void aRepetitionIsReadAsTheMessageItself() {
        LineParser parser = new LineParser(settings);
        parser.read(line("<22>Nov 20 11:34:32 mx1 dovecot: " + FAILURE, null));

        assertThat(parser.read(line("<22>Nov 20 11:34:40 mx1 last message repeated 3 times", null)))
                .isInstanceOfSatisfying(
                        Reading.Attempt.class,
                        attempt -> assertThat(attempt.attempts()).isEqualTo(3));
    }

    @Test
    void keepsBytesThatAreNoText() {
        byte[] message = "<22>Nov 20 11:34:32 mx1 dovecot: \u00e9\u00ff".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(lines.line(message, false, PEER, null)).endsWith(0xe9, 0xff);
    }

    @Test
    void anEmptyMessageIsNone() {
        assertThat(lines.line(new byte[] {'\n', 0}, false, PEER, null)).isNull();
    }

    @Test
    void aCutMessageIsLongerThanTheLongestLineSoThatItsReaderKnows() {
        byte[] message = ("<22>Nov 20 11:34:32 mx1 dovecot: " + FAILURE).getBytes(StandardCharsets.UTF_8);

        assertThat(lines.line(message, true, PEER, null)).hasSize(MAX_LINE + 1);
        assertThat(lines.line(message, false, PEER, null)).hasSizeLessThan(MAX_LINE);
    }

    @Test
    void aSenderWithACertificateSpeaksOnlyForTheHostsItNames() {
        HostNames names = new HostNames(List.of("mx1.example.org", "*.relay.example.org"));

        assertThat(line("<22>Nov 20 11:34:32 mx1 dovecot: hi", names)).contains("Z mx1 dovecot");
        assertThat(line("<22>Nov 20 11:34:32 mx1.example.org dovecot: hi", names))
                .contains("Z mx1.example.org dovecot");
        assertThat(line("<22>Nov 20 11:34:32 a.relay.example.org dovecot: hi", names))
                .contains("Z a.relay.example.org dovecot");
        assertThat(line("<22>Nov 20 11:34:32 mx2 dovecot: hi", names)).contains("Z mx1.example.org dovecot");
        assertThat(line("<22>Nov 20 11:34:32 dovecot: hi", names)).contains("Z mx1.example.org dovecot");
        assertThat(line("<22>Nov 20 11:34:32 mx2 dovecot: hi", new HostNames(List.of())))
                .contains("Z 192.0.2.7 dovecot");
    }

    @Test
    void passwordsDoNotGoToDisk() {
        assertThat(line(
                        "<22>Nov 20 11:34:32 mx1 dovecot: auth: pam(ada,203.0.113.66): Password mismatch (given password: hunter2)",
                        null))
                .doesNotContain("hunter2")
                .contains("mx1 dovecot", "203.0.113.66");
    }

    @Test
    void aNameThatLooksLikeAPasswordHidesNoAttempt() {
        for (String name : List.of("x pass=y", "given password: z", "a>, pass=b", "bearer c")) {
            String message = "<22>Nov 20 11:34:32 mx1 dovecot: " + FAILURE.replace("ada@example.org", name);

            assertThat(new LineParser(settings).read(line(message, null)))
                    .as(name)
                    .isEqualTo(new LineParser(settings).read(message))
                    .isInstanceOf(Reading.Attempt.class);
        }
    }

    private String line(String message, HostNames names) {
        return new String(
                lines.line(message.getBytes(StandardCharsets.UTF_8), false, PEER, names), StandardCharsets.UTF_8);
    }
}
