package io.postern.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Network;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedLogTest {

    private static final OffsetDateTime NEW_YEAR = OffsetDateTime.parse("2027-01-01T00:00:30+01:00");

    @Test
    void movesEveryStampAndNothingElse() throws IOException {
        RecordedLog recorded = RecordedLog.bundled();

        RecordedLog moved = recorded.endingAt(NEW_YEAR);

        assertThat(moved.lines().getLast()).startsWith("2026-12-31T23:00:30.000000+00:00 mail ");
        assertThat(moved.lines()).hasSameSizeAs(recorded.lines());
        assertThat(moved.lines().stream().map(line -> line.replaceFirst("^\\S+ ", "")))
                .containsExactlyElementsOf(recorded.lines().stream()
                        .map(line -> line.replaceFirst("^\\S+ ", ""))
                        .toList());
    }

    @Test
    void theSameClientsAreExpectedWhenever() throws IOException {
        List<Network> open =
                List.of(Network.of("203.0.113.0/24"), Network.of("198.51.100.0/24"), Network.of("2001:db8::/32"));

        assertThat(ExpectedBans.of(RecordedLog.bundled().lines(), open))
                .isNotEmpty()
                .isEqualTo(
                        ExpectedBans.of(RecordedLog.bundled().endingAt(NEW_YEAR).lines(), open));
        assertThat(ExpectedBans.of(RecordedLog.bundled().lines(), List.of())).isEmpty();
    }
}
