package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.formats.operator.OperatorFormats;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinedFormatsTest {

    private static final String HEADER = "2026-11-20T10:34:32Z mail authd[7]: ";
    private static final String FORMATS = """
            format authd
            program authd
            service pop3
            ignored login for monitor .*
            failed (?:(?P<service>\\w+): )?login for (?P<user>.*) from (?P<client>\\S+) failed(?: \\((?P<attempts>\\d+) times\\))?
            succeeded login for (?P<user>.*) from (?P<client>\\S+) done: .*
            refused_by_policy .* helo=(?P<user>.*) \\[(?P<client>\\S+)\\]: refused.*
            no_attempt bye (?P<client>\\S+)

            format own
            own-log
            time dd/MMM/yyyy HH:mm:ss
            service smtp
            failed \\[(?P<at>[^\\]]+)\\] no such user (?P<user>.*), address (?P<client>\\S+)\\.

            format more-of-dovecot
            program dovecot
            failed auth: my-passdb: refused (?P<client>\\S+)
            """;

    @TempDir
    Path directory;

    @Test
    void readsWhatTheGroupsSay() throws Exception {
        Reading.Attempt attempt =
                attempt(HEADER + "imaps: login for Ada Lovelace from ::ffff:192.0.2.7 failed (12 times)");

        assertThat(attempt.client()).isEqualTo(Address.of("192.0.2.7"));
        assertThat(attempt.account()).isEqualTo("ada lovelace");
        assertThat(attempt.service()).isEqualTo(Service.IMAP);
        assertThat(attempt.attempts()).isEqualTo(12);
        assertThat(attempt.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(attempt.at()).isEqualTo("2026-11-20T10:34:32Z");
        assertThat(attempt.host()).isEqualTo("mail");
    }

    @Test
    void readsTheTimeOfAServersOwnLog() throws Exception {
        Reading.Attempt attempt = attempt("[20/Nov/2026 10:34:32] no such user ada, address 2001:db8::7.");

        assertThat(attempt.at()).isEqualTo("2026-11-20T09:34:32Z");
        assertThat(attempt.service()).isEqualTo(Service.SMTP);
        assertThat(attempt.client()).isEqualTo(Address.of("2001:db8::7"));
    }

    @Test
    void addsToAServerThatIsKnownAndOverridesNothing() throws Exception {
        assertThat(attempt("Nov 20 10:34:32 mail dovecot: auth: my-passdb: refused 192.0.2.7")
                        .client())
                .isEqualTo(Address.of("192.0.2.7"));
        assertThat(read("Nov 20 10:34:32 mail dovecot: imap-login: Login: user=<auth: my-passdb: refused 192.0.2.8>,"
                        + " rip=192.0.2.7, lip=192.0.2.1"))
                .satisfies(reading -> assertThat(reading.kind()).isEqualTo(Kind.LOGIN_OK));
    }

    @Test
    void countsNobodyForOtherVerdicts() throws Exception {
        assertThat(read(HEADER + "bye 192.0.2.7")).isInstanceOf(Reading.NoAttempt.class);
        assertThat(read(HEADER + "login for monitor from 192.0.2.7 failed")).isInstanceOf(Reading.Ignored.class);
        assertThat(read(HEADER + "login for ada from nowhere failed")).isInstanceOf(Reading.Unreadable.class);
        assertThat(read(HEADER + "login for ada from 192.0.2.7 failed " + "x".repeat(9000)))
                .isInstanceOf(Reading.Unreadable.class);
        assertThat(read("authd: login for ada from 192.0.2.7 failed")).isInstanceOf(Reading.Unreadable.class);
    }

    /// 198.51.100.66 is what the client would like to see banned.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "login for x from 198.51.100.66 done: y from 203.0.113.7 done: bye",
                "login for ada from 203.0.113.7 done: welcome from 198.51.100.66 done: x",
                "x helo=x [198.51.100.66]: refused [203.0.113.7]: refused",
                "x helo=x [203.0.113.7]: refused, said helo=y [198.51.100.66]: refused",
                "x helo=x [unknown]: refused, said helo=y [198.51.100.66]: refused",
                "login for x from 198.51.100.66 done: z from 203.0.113.7 failed",
            })
    void framesNobody(String message) throws Exception {
        assertThat(read(HEADER + message)).isInstanceOf(Reading.Ambiguous.class);
    }

    @Test
    void readsTheServersAddressWhereTheClientCannotReach() throws Exception {
        Reading.Attempt attempt = attempt(HEADER + "login for x from 198.51.100.66 failed from 203.0.113.7 failed");

        assertThat(attempt.client()).isEqualTo(Address.of("203.0.113.7"));
    }

    @Test
    void givesUpOnALineThatIsFullOfPlaces() throws Exception {
        StringBuilder places = new StringBuilder("login for x");
        for (int i = 0; i < 200; i++) {
            places.append(" from 198.51.100.").append(i).append(" failed");
        }
        assertThat(read(HEADER + places)).isInstanceOf(Reading.Ambiguous.class);
    }

    private Reading.Attempt attempt(String line) throws Exception {
        Reading reading = read(line);
        assertThat(reading).isInstanceOf(Reading.Attempt.class);
        return (Reading.Attempt) reading;
    }

    private Reading read(String line) throws Exception {
        Path file = directory.resolve("test.formats");
        Files.writeString(file, FORMATS);
        OperatorFormats formats = OperatorFormats.open(file, 0);
        InstantSource now = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        return new LineParser(new ParserSettings(ZoneId.of("Europe/Berlin"), now, "h").with(formats::current))
                .read(line);
    }
}
