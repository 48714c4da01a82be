package io.postern.policy.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is spared must make no difference.
class PatternsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "mail-.+-.+\\.google\\.com, .google.com",
                ".*\\.example\\.org, .example.org",
                "abd*efg, efg",
                "abcd+ef, abcd",
                "abc(def)ghij, ghij",
                "abc[d]efghi, efghi",
                "x{3}abc, abc",
                "ab\\\\cd, ab\\cd",
                "[^]abc]defg, defg",
                "[[:alpha:]]abc, abc",
                "ab, ",
                "abc|def, ",
                "(?i)abc, ",
                "\\Qabc\\E, ",
                "\\pLabc, "
            })
    void tellsWhatMustBeThere(String pattern, String required) {
        assertThat(RequiredText.of(pattern)).isEqualTo(required);
    }

    @Test
    void theSamePatternsMatchAsWhenEachIsTried() {
        Random random = new Random(7);
        String[] pieces = {
            "ab", "abc", "c", ".", "\\.", ".*", "b+", "[ab]", "(ab)?", "c{2}", "x?", "abca", "^", "$", "\\d"
        };
        int matched = 0;
        for (int round = 0; round < 300; round++) {
            List<Map.Entry<Term.Regex, Entry>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                StringBuilder pattern = new StringBuilder();
                for (int n = random.nextInt(1, 6); n > 0; n--) {
                    pattern.append(pieces[random.nextInt(pieces.length)]);
                }
                String text = pattern.toString();
                all.add(Map.entry(
                        new Term.Regex(Pattern.compile(text), RequiredText.of(text)),
                        new Entry(text, "line " + i, null)));
            }
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                name.append("abcx.1".charAt(random.nextInt(6)));
            }
            boolean full = random.nextBoolean();

            Entry found = new Patterns(all, full).first(name.toString());

            Entry expected = all.stream()
                    .filter(each -> full
                            ? each.getKey().pattern().matcher(name.toString()).matches()
                            : each.getKey().pattern().matcher(name.toString()).lookingAt())
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            assertThat(found).as("%s among %s", name, all).isEqualTo(expected);
            matched += found == null ? 0 : 1;
        }
        assertThat(matched).isBetween(50, 290);
    }
}
