package io.postern.reporter.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aDayBeginsInTheZone() {
        assertThat(Parameters.time("from", "2026-01-15", BERLIN)).isEqualTo(Instant.parse("2026-01-14T23:00:00Z"));
        assertThat(Parameters.date("date", "2026-01-15")).isEqualTo(LocalDate.of(2026, 1, 15));
    }

    @Test
    void aPlusSignThatWasNotEscapedIsUnderstood() {
        assertThat(Parameters.time("from", "2026-01-15T12:00:00 01:00", BERLIN))
                .isEqualTo(Instant.parse("2026-01-15T11:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "2026-13-01", "2026-02-30", "+999999999-01-01", "0000-01-01", "\0"})
    void whatIsNoDateIsRefusedByName(String text) {
        assertThatThrownBy(() -> Parameters.date("date", text))
                .isInstanceOf(BadParameterException.class)
                .hasMessageStartingWith("date: a date such as");
        assertThatThrownBy(() -> Parameters.time("from", text, BERLIN))
                .isInstanceOf(BadParameterException.class)
                .hasMessageStartingWith("from: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "x", "", "99999999999999999999"})
    void aLimitHasLimits(String text) {
        assertThatThrownBy(() -> Parameters.limit("limit", text, 100, 1000)).isInstanceOf(BadParameterException.class);
    }

    @Test
    void whatIsNotGivenIsTheDefault() {
        assertThat(Parameters.limit("limit", null, 100, 1000)).isEqualTo(100);
        assertThat(Parameters.flag("all", null)).isFalse();
        assertThat(Parameters.network("client", null)).isNull();
        assertThat(Parameters.date("date", null)).isNull();
    }

    @Test
    void aFlagIsTrueOrFalseOrJustThere() {
        assertThat(Parameters.flag("all", "")).isTrue();
        assertThat(Parameters.flag("all", "true")).isTrue();
        assertThatThrownBy(() -> Parameters.flag("all", "yes")).hasMessage("all: true or false, not 'yes'");
    }

    @Test
    void whatWasSentIsShownShortAndClean() {
        assertThat(Parameters.shown("a\nb" + "x".repeat(100)))
                .hasSizeLessThan(65)
                .startsWith("'a?b");
    }
}
