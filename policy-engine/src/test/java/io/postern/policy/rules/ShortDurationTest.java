package io.postern.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortDurationTest {

    @ParameterizedTest
    @CsvSource({
        "10m, PT10M, 10m",
        "90s, PT1M30S, 1m30s",
        "1h30m, PT1H30M, 1h30m",
        "3d, PT72H, 3d",
        "1d2h3m4s, PT26H3M4S, 1d2h3m4s",
        "PT10M, PT10M, 10m",
        "P1D, PT24H, 1d"
    })
    void readsAndWritesWhatPeopleWrite(String text, Duration expected, String shortForm) {
        assertThat(ShortDuration.parse(text)).isEqualTo(expected);
        assertThat(ShortDuration.format(expected)).isEqualTo(shortForm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "m",
                "10M",
                "-10m",
                "PT-1M",
                "0s",
                "1.5h",
                "30m1h",
                "10m ",
                "9999999999d",
                "PT1.5S",
                "P"
            })
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> ShortDuration.parse(text))
                .hasMessage("not a duration of whole seconds: '" + text + "' (write 90s, 10m, 1h30m, 3d or PT10M)");
    }
}
