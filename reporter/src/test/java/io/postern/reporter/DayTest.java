package io.postern.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({"2026-01-15, 24", "2026-03-29, 23", "2026-10-25, 25"})
    void aDayHasAsManyHoursAsItHas(LocalDate date, long hours) {
        Day day = new Day(date, BERLIN);

        assertThat(Duration.between(day.from(), day.to())).isEqualTo(Duration.ofHours(hours));
    }

    @Test
    void aTimeBelongsToTheDayOfTheZone() {
        assertThat(Day.at(Instant.parse("2026-01-14T23:30:00Z"), BERLIN).date()).isEqualTo("2026-01-15");
    }
}
