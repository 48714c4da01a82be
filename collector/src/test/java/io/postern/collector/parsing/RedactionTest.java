package io.postern.collector.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.MailFlowStep;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @Test
    void leavesNothingOfAPlantedSecret() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            for (String announcement : Planted.ANNOUNCEMENTS) {
                String secret = Planted.secret(random);
                String redacted = Redaction.of(
                        announcement.replaceFirst("@(?=[^@]*$)", java.util.regex.Matcher.quoteReplacement(secret)));

                assertThat(redacted).as(announcement).contains(Redaction.MARK);
                for (String word : Planted.words(secret)) {
                    assertThat(redacted).as(announcement).doesNotContain(word);
                }
                assertThat(Redaction.of(redacted)).isEqualTo(redacted);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Password mismatch (given password: a b) c)|Password mismatch (given password: [redacted])",
                "unknown user (given password: x) - trying the next passdb"
                        + "|unknown user (given password: [redacted]) - trying the next passdb",
                "LOGIN FAILED, password=x y, ip=[::ffff:192.0.2.1], port=[25]"
                        + "|LOGIN FAILED, password=[redacted], ip=[::ffff:192.0.2.1], port=[25]",
                "user=<x password=y>, method=PLAIN, rip=192.0.2.1, lip=192.0.2.2, mpid=7, TLS, session=<aGVs>"
                        + "|user=<x password=[redacted], rip=192.0.2.1, lip=192.0.2.2, mpid=7, TLS, session=<aGVs>",
                "ldap://mail:x@ldap.example.org failed|ldap://mail:[redacted]",
                "error in \"AUTH PLAIN x y\" H=(h) [192.0.2.1] AUTH used|error in \"AUTH PLAIN [redacted]\" H=(h) [192.0.2.1] AUTH used",
                "in \"AUTH PLAIN x\" H=(a) [192.0.2.7] y\" H=h [192.0.2.1] no|in \"AUTH PLAIN [redacted]\" H=h [192.0.2.1] no",
                "error in \"AUTH PLAIN x\" H=y|error in \"AUTH PLAIN [redacted]",
                "< h[192.0.2.1]: QUdGaHpZUT0=|< h[192.0.2.1]: [redacted]",
            })
    void keepsWhatTheServerAppends(String line, String redacted) {
        assertThat(Redaction.of(line)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warning: h[192.0.2.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=ada",
                "warning: h[192.0.2.1]: SASL LOGIN authentication failed: Password:, sasl_username=ada",
                "warning: h[192.0.2.1]: SASL PLAIN authentication failed: authentication failure",
                "imap-login: Authenticate PLAIN failed: Unsupported authentication mechanism.: user=<>, method=PLAIN",
                "IMAP Error: Login failed for ada from 192.0.2.1. AUTHENTICATE PLAIN: Authentication failed.",
                "auth: plain(?,192.0.2.1): Username character disallowed",
                "auth(ada,192.0.2.1)<s>: passwd: unknown user",
                "auth: passwd-file(ada,192.0.2.1): unknown user",
                "client in: AUTH\t1\tPLAIN\tservice=imap\tresp=<hidden>",
                "client in: CONT<hidden>",
                "PASS NEW [192.0.2.1]:25",
                "SMTP protocol error in \"AUTH LOGIN\" H=(laptop) [192.0.2.1]:60723 AUTH command used when not advertised",
                "smtp failed-command command=\"AUTH LOGIN\" result=\"503 5.5.1 Invalid command: Command not supported\"",
                "< h[192.0.2.1]: QUIT",
                "lost connection after AUTH from h[192.0.2.1]",
                "improper command pipelining after AUTH from h[192.0.2.1]",
                "host mx.example.org[192.0.2.1] said: 550 5.1.1 <a@example.org>: no such user, see https://example.org/x@y",
            })
    void leavesAloneWhatHoldsNoSecret(String line) {
        assertThat(Redaction.of(line)).isEqualTo(line);
    }

    @Test
    void takesSecretsOutOfWhatServersSayOfAMessage() {
        MailFlowStep step = new MailFlowStep.Reported(MailFlowStep.Severity.WARNING, "non-SMTP command: PASS hunter2");

        assertThat(Redaction.of(step).toString()).doesNotContain("hunter2").contains("non-SMTP command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password for ", "://", "< a]: ", "(", "password\"", "AUTH PLAIN", "$6", "{A", "pass ", "< "})
    void takesTimeInProportionToTheLength(String piece) {
        // Quadratic work on four million characters would take many minutes; the test would not end.
        assertThat(Redaction.of(piece.repeat(4_000_000 / piece.length()))).isNotEmpty();
    }
}
