package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.parsing.Planted;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Redaction;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A secret is planted where servers write one, in lines of every program that is read, and looked for in what comes
/// out.
class SecretsNeverLeaveTest {

    private static final List<String> PROGRAMS = List.of(
            "dovecot: ",
            "dovecot: auth-worker(12): ",
            "postfix/smtpd[7]: ",
            "postfix/smtpd[7]: warning: ",
            "postfix/smtp[7]: 4ABC: to=<a@example.org>, relay=none, delay=1, dsn=4.0.0, status=deferred ",
            "postfix/cleanup[7]: 4ABC: milter-reject: END-OF-MESSAGE from h[192.0.2.1]: 5.7.1 ",
            "postfix/postscreen[7]: ",
            "exim[7]: ",
            "sendmail[7]: ",
            "imapd[7]: ",
            "cyrus/imaps[7]: ",
            "imapd-ssl: ",
            "authdaemond: ",
            "roundcube: <abc> ",
            "sogod [7]: ",
            "smtpd[7]: ",
            "auth: ",
            "nginx[7]: ");

    static List<String> neitherInReadingsNorInWhatIsPrinted() {
        return Planted.ANNOUNCEMENTS;
    }

    @ParameterizedTest
    @MethodSource
    void neitherInReadingsNorInWhatIsPrinted(String announcement) {
        LineParser parser = Readings.parser();
        Random random = new Random(announcement.hashCode());
        for (String program : PROGRAMS) {
            String secret = Planted.secret(random);
            String line = "2026-11-20T10:34:32+00:00 mail " + program + Planted.in(announcement, secret);

            Reading reading = parser.read(line);

            for (String word : Planted.words(secret)) {
                assertThat(reading.toString()).as(line).doesNotContain(word);
                assertThat(Redaction.of(line)).doesNotContain(word);
            }
        }
    }

    /// Some clients send what should follow it in the mechanism's place.
    @Test
    void notAsAMechanismEither() {
        String line = "2026-11-20T10:34:32Z mail postfix/smtpd[7]: warning: h[192.0.2.1]: "
                + "SASL AGFkYQBodW50ZXIyaHVudGVyMg== authentication failed: Invalid authentication mechanism";

        assertThat(Readings.parser().read(line).toString())
                .contains("192.0.2.1")
                .doesNotContain("AGFk");
    }
}
