package io.postern.collector.formats.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.parsing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedlesTest {

    private final Needles needles = of("login failed", "ab\u00e9", "aaa");

    @ParameterizedTest
    @CsvSource({
        "login failed,true",
        "a login failed,true",
        "login faile,false",
        "xxab\u00e9xx,true",
        "aab\u00e8,false",
        "aa,false",
        "aabaaa,true",
        "'',false",
    })
    void saysWhetherOneIsThere(String line, boolean expected) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

        assertThat(needles.areIn(bytes, 0, bytes.length)).isEqualTo(expected);
    }

    @Test
    void looksAtThePartAlone() {
        byte[] line = Bytes.of("xx login failed xx");

        assertThat(needles.areIn(line, 4, line.length)).isFalse();
        assertThat(needles.areIn(line, 0, 14)).isFalse();
        assertThat(needles.areIn(line, 3, 15)).isTrue();
    }

    @Test
    void findsNothingWhenThereAreNone() {
        assertThat(of().areIn(Bytes.of("anything"), 0, 8)).isFalse();
    }

    @Test
    void findsWhatASearchForEachOneFinds() {
        Random random = new Random(7);
        List<String> words = Stream.generate(() -> word(random, 3 + random.nextInt(4)))
                .limit(6)
                .toList();
        Needles some = of(words.toArray(String[]::new));
        for (int i = 0; i < 20_000; i++) {
            String line = word(random, random.nextInt(30));

            assertThat(some.areIn(Bytes.of(line), 0, line.length()))
                    .as("%s in %s", words, line)
                    .isEqualTo(words.stream().anyMatch(line::contains));
        }
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        random.ints(length, 'a', 'd').forEach(c -> word.append((char) c));
        return word.toString();
    }

    private static Needles of(String... words) {
        return new Needles(Stream.of(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList());
    }
}
