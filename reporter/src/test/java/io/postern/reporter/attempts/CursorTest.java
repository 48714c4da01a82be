package io.postern.reporter.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.reporter.problems.BadParameterException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void whatWasHandedOutIsUnderstood() {
        Cursor cursor = new Cursor(Instant.parse("2026-01-15T12:00:00.123456Z"), "mx1/héllo wörld@42");

        assertThat(Cursor.of("after", cursor.toString())).isEqualTo(cursor);
        assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void noneIsTheFirstPage() {
        assertThat(Cursor.of("after", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "MjAyNg", "IGE"})
    void anythingElseIsRefusedByName(String text) {
        assertThatThrownBy(() -> Cursor.of("after", text))
                .isInstanceOf(BadParameterException.class)
                .hasMessageStartingWith("after: ");
    }
}
