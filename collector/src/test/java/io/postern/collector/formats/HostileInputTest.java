package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bytes: no exception, an answer, and time in proportion to the length.
class HostileInputTest {

    /// Pieces that mean something to the parser.
    private static final String[] PIECES = {
        ": user=<",
        ">, method=",
        ", rip=",
        ", lip=",
        ", session=<",
        "(",
        ")",
        " (auth failed, ",
        "[",
        "]",
        ": SASL ",
        " authentication failed:",
        ", sasl_username=",
        ">, relay=",
        "; from=<",
        ">: ",
        "] blocked using ",
        "-login: ",
        "warning: ",
        "<22>1 ",
        "\0",
        "\u0085",
        "é",
        "\r",
        "dovecot: imap-login: Disconnected",
        "postfix/smtpd[1]: ",
        "2026-11-20T10:34:32Z ",
        "@4000",
        "::ffff:",
        "\\",
        "\""
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nov 20 10:38:00 mail dovecot: imap-login: Disconnected: ",
                "Nov 20 10:38:00 mail dovecot: imap-login: Disconnected (auth failed, 1 attempts): user=<",
                "Nov 20 10:38:00 mail dovecot: imap-login: Login: user=<a>, rip=203.0.113.1, lip=192.0.2.1, session=<",
                "Nov 20 10:38:00 mail postfix/smtpd[1]: warning: ",
                "Nov 20 10:38:00 mail postfix/smtpd[1]: warning: a[203.0.113.1]: SASL ",
                "Nov 20 10:38:00 mail postfix/smtpd[1]: A1: client=a[203.0.113.1], sasl_method=",
                "Nov 20 10:38:00 mail postfix/smtp[1]: A1B2C3: to=<",
                "Nov 20 10:38:00 mail postfix/smtp[1]: A1B2C3: to=<a>, relay=b, delay=1, status=sent (",
                "Nov 20 10:38:00 mail postfix/qmgr[1]: A1B2C3: from=<",
                "Nov 20 10:38:00 mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from a[203.0.113.1]: 554 5.7.1 <",
                "Nov 20 10:38:00 mail postfix/cleanup[1]: A1B2C3: reject: header ",
                "<22>1 2026-11-20T10:34:32Z mx dovecot 1 - [",
                "Nov 20 10:38:00 ",
                ""
            })
    void takesTimeInProportionToTheLength(String start) {
        for (String piece : PIECES) {
            byte[] line = (start + piece.repeat((1 << 20) / piece.length())).getBytes(StandardCharsets.UTF_8);
            LineParser parser = Readings.parser();
            long began = System.nanoTime();
            parser.read(line, 0, line.length);
            // A quadratic reader needs minutes for a megabyte; the bound only has to tell the two apart.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void readsAnyByte() {
        LineParser parser = Readings.parser();
        byte[] noise = new byte[4096];
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            random.nextBytes(noise);
            assertThat(parser.read(noise, 0, noise.length)).isNotNull();
        }
    }

    @Test
    void keepsNothingOfALineThatHoldsAPassword() {
        String line = "2026-01-15T12:00:00Z mx1 dovecot: auth(a,203.0.113.7,sasl:plain)<s>: sql: Password mismatch "
                + "(given password: hunter2)";

        assertThat(Readings.parser().read(line).toString()).doesNotContain("hunter2");
    }
}
