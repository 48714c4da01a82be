package io.postern.reporter.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileTextTest {

    @Test
    void invisibleAndTurningCharactersAreSeen() {
        assertThat(HostileText.shown("a\u202Eb\u200Bc\u0007d\ne", 20)).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    }

    @Test
    void halfACharacterIsSeen() {
        assertThat(HostileText.shown("a\uD800b", 20)).isEqualTo("a\uFFFDb");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(HostileText.shown("𝄞𝄞𝄞𝄞", 3)).isEqualTo("𝄞𝄞…");
        assertThat(HostileText.shown("abc", 3)).isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "root, root",
        "evil.example.org, evil.example[.]org",
        "www.example.org, www[.]example[.]org",
        "https://example.org/x, https[:]//example[.]org/x",
        "a@example.org/x, a@example[.]org/x",
        "2001:db8::1, 2001:db8::1"
    })
    void nothingIsLeftThatAMailProgramMakesALinkOf(String text, String defanged) {
        assertThat(HostileText.defanged(text, 40)).isEqualTo(defanged);
    }

    @Test
    void theEndOfALongHostNameStays() {
        assertThat(HostileText.ending("static-7.example.org", 12)).isEqualTo("…example.org");
        assertThat(HostileText.ending("example.org", 12)).isEqualTo("example.org");
    }

    @Test
    void nothingStaysNothing() {
        assertThat(HostileText.defanged(null, 10)).isNull();
        assertThat(HostileText.shown("", 10)).isEmpty();
    }
}
