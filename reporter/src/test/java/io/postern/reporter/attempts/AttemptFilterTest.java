package io.postern.reporter.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Network;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptFilterTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void asksOnlyForWhatWasAsked() {
        var query = new AttemptFilter(null, null, List.of(), null, null, true).newestFirst(null, 11);

        assertThat(query.sql()).doesNotContain("where").endsWith("order by a.at desc, a.id desc limit $1");
        assertThat(query.parameters()).containsExactly(11);
    }

    @Test
    void everyConditionHasItsOwnParameters() {
        var filter = new AttemptFilter(
                Network.of("192.0.2.0/24"), "ada", List.of("failed"), NOON, NOON.plusSeconds(60), false);

        var query = filter.newestFirst(new Cursor(NOON, "a1"), 11);

        assertThat(query.sql())
                .contains("a.client <<= $1::text::inet and ")
                .contains("left($2, 200) and a.account = $3 and ")
                .contains("a.counted > 0 and (a.at, a.id) < ($7, $8) order by")
                .doesNotContain("$?");
        assertThat(query.parameters())
                .containsExactly(
                        "192.0.2.0/24",
                        "ada",
                        "ada",
                        new String[] {"failed"},
                        NOON,
                        NOON.plusSeconds(60),
                        NOON,
                        "a1",
                        11);
    }
}
