package io.postern.reporter.projections;

import static io.postern.events.Service.IMAP;
import static io.postern.events.Service.SMTP;
import static io.postern.events.Service.SUBMISSION;
import static io.postern.events.Source.DOVECOT_POLICY;
import static io.postern.events.Source.POSTFIX_SASL;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.reporter.projections.SameTry.Telling;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameTryTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final SameTry sameTry = new SameTry(List.of());

    @Test
    void twoSourcesWithinSecondsTellOfOneTry() {
        String postfix = told("p", POSTFIX_SASL, SUBMISSION, "ada", 0);

        assertThat(told("d", DOVECOT_POLICY, SMTP, "ada", 3)).isEqualTo(postfix);
    }

    @Test
    void theOrderOfTheSourcesDoesNotMatter() {
        String dovecot = told("d", DOVECOT_POLICY, SMTP, "ada", 3);

        assertThat(told("p", POSTFIX_SASL, SUBMISSION, "ada", 0)).isEqualTo(dovecot);
    }

    @Test
    void oneSourceTellsOfEachTryItself() {
        assertThat(told("p1", POSTFIX_SASL, SUBMISSION, "ada", 0))
                .isNotEqualTo(told("p2", POSTFIX_SASL, SUBMISSION, "ada", 0));
    }

    @Test
    void eachTryIsPairedOnlyOnce() {
        String first = told("p1", POSTFIX_SASL, SUBMISSION, "ada", 0);
        String second = told("p2", POSTFIX_SASL, SUBMISSION, "ada", 1);

        assertThat(told("d1", DOVECOT_POLICY, SMTP, "ada", 1)).isEqualTo(first);
        assertThat(told("d2", DOVECOT_POLICY, SMTP, "ada", 1)).isEqualTo(second);
        assertThat(told("d3", DOVECOT_POLICY, SMTP, "ada", 1)).isNotIn(first, second);
    }

    @Test
    void elevenSecondsApartAreTwoTries() {
        String postfix = told("p", POSTFIX_SASL, SUBMISSION, "ada", 0);

        assertThat(told("d", DOVECOT_POLICY, SMTP, "ada", 11)).isNotEqualTo(postfix);
    }

    @Test
    void anotherAccountOrDoorIsAnotherTry() {
        String postfix = told("p", POSTFIX_SASL, SUBMISSION, "ada", 0);

        assertThat(told("d1", DOVECOT_POLICY, SMTP, "bob", 0)).isNotEqualTo(postfix);
        assertThat(told("d2", DOVECOT_POLICY, IMAP, "ada", 0)).isNotEqualTo(postfix);
    }

    @Test
    void anAccountThatIsNotToldCouldBeAny() {
        String postfix = told("p", POSTFIX_SASL, SUBMISSION, null, 0);

        assertThat(told("d", DOVECOT_POLICY, SMTP, "ada", 0)).isEqualTo(postfix);
    }

    @Test
    void whatIsStoredKeepsItsLogin() {
        var stored = new Telling("p", POSTFIX_SASL, SUBMISSION, "192.0.2.1", "ada", NOON, "try/other");
        SameTry after = new SameTry(List.of(stored));

        assertThat(after.loginOf("p", POSTFIX_SASL, SUBMISSION, "192.0.2.1", "ada", NOON))
                .isEqualTo("try/other");
        assertThat(after.loginOf("d", DOVECOT_POLICY, SMTP, "192.0.2.1", "ada", NOON))
                .isEqualTo("try/other");
    }

    private String told(String id, Source source, Service service, String account, int second) {
        return sameTry.loginOf(id, source, service, "192.0.2.1", account, NOON.plusSeconds(second));
    }
}
