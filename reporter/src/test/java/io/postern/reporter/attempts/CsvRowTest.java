package io.postern.reporter.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aFailureHasTheNineColumns() {
        assertThat(CsvRow.of(
                        row("ada@example.org", "host.example.org", "ok", "DE", 64496L, "Example Networks"), BERLIN))
                .containsExactly(
                        "mx1",
                        "15/01/2026 00:30",
                        "192.0.2.1",
                        "ada@example.org",
                        "host.example.org",
                        "OK",
                        "DE",
                        "64496",
                        "Example Networks");
    }

    @Test
    void whatIsNotKnownIsSaidInItsWords() {
        assertThat(CsvRow.of(row(null, null, "nxdomain", null, null, null), BERLIN))
                .containsExactly("mx1", "15/01/2026 00:30", "192.0.2.1", "", "null", "ERRNO 1", "N/A", "N/A", "N/A");
    }

    @ParameterizedTest
    @CsvSource({
        "servfail, ERRNO 2",
        "refused, ERRNO 3",
        "no_ptr, ERRNO 4",
        "timeout, Timeout",
        "failed, Failed (Unknown)",
        "pending, Failed (Pending)",
        ", Failed (Pending)",
        "not_asked, Failed (Not asked)"
    })
    void aReverseLookUpThatFailedHasTheResolversNumber(String status, String word) {
        assertThat(CsvRow.of(row("ada", null, status, null, null, null), BERLIN).get(5))
                .isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\tx", "\rx"})
    void noCellIsAFormula(String cell) {
        assertThat(CsvRow.guarded(cell)).isEqualTo("'" + cell);
        assertThat(CsvRow.of(row(cell, cell, "ok", "DE", 1L, cell), BERLIN))
                .contains("'" + cell)
                .doesNotContain(cell);
    }

    private static AttemptRow row(
            String account, String reverseName, String reverseStatus, String country, Long asn, String organisation) {
        return new AttemptRow(
                "a1",
                Instant.parse("2026-01-14T23:30:59Z"),
                "mx1",
                "dovecot_login",
                "imap",
                "192.0.2.1",
                account,
                "failed",
                1,
                1,
                "PLAIN",
                "s1",
                null,
                reverseName,
                reverseStatus,
                country,
                asn,
                organisation);
    }
}
