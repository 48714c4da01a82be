package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    private static final String[] PIECES = {
        "a",
        "Z",
        "ada",
        "example.org",
        " ",
        "?",
        "~",
        "@",
        "[",
        "`",
        "{",
        "\u007f",
        "\0",
        "\t",
        "é",
        "\u0085",
        "Ł",
        "\u2028",
        "😀",
        "0123456789",
        "ABCDEFGH"
    };

    @ParameterizedTest
    @CsvSource({
        "ada@example.org,ada@example.org",
        "Ada@Example.ORG,ada@example.org",
        "' ada ',ada",
        "'ada ',ada",
        "Łukasz,łukasz",
        "who?,who?",
        "ŁUK?,łuk?",
        "@AZ[`az{,@az[`az{"
    })
    void anAccountHasOneKey(String raw, String account) {
        assertThat(Text.account(raw)).isEqualTo(account);
    }

    @Test
    void eightCharactersAtATimeSayWhatOneAtATimeDo() {
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(6); pieces >= 0; pieces--) {
                text.append(PIECES[random.nextInt(random.nextBoolean() ? 4 : PIECES.length)]);
            }
            String raw = text.toString();
            String clean = raw.isBlank() ? null : raw.replaceAll("[\\p{Cc}\u2028\u2029]", "?");

            assertThat(Text.clean(raw)).as(raw).isEqualTo(clean);
            assertThat(Text.account(raw))
                    .as(raw)
                    .isEqualTo(clean == null ? null : clean.strip().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void whatIsTooLongIsCut() {
        assertThat(Text.clean("x".repeat(Text.MAX_LENGTH))).hasSize(Text.MAX_LENGTH);
        assertThat(Text.clean("x".repeat(Text.MAX_LENGTH + 1)))
                .hasSize(Text.MAX_LENGTH)
                .endsWith("…");
    }
}
