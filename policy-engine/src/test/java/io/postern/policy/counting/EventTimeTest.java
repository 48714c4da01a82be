package io.postern.policy.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T11:59:59.123456Z, 2026-01-15T11:59:59.123Z, PT0S",
        "2026-01-15T12:00:00Z,        2026-01-15T12:00:00Z,     PT0S",
        "2025-12-01T00:00:00Z,        2025-12-01T00:00:00Z,     PT0S",
        "2026-01-15T12:00:01.500Z,    2026-01-15T12:00:00Z,     PT0S",
        "2026-01-15T12:00:02.001Z,    2026-01-15T12:00:00Z,     PT2.001S",
        "2036-01-15T12:00:00Z,        2026-01-15T12:00:00Z,     PT87648H"
    })
    void isTheHostsTimeButNeverAfterTheBrokers(Instant stamped, Instant counts, Duration ahead) {
        assertThat(EventTime.of(stamped, Instant.parse("2026-01-15T12:00:00Z")))
                .isEqualTo(new EventTime(counts, ahead));
    }
}
