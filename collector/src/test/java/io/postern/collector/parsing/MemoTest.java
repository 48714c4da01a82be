package io.postern.collector.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoTest {

    private final List<String> workedOut = new ArrayList<>();
    private final Memo<String> memo = new Memo<>(words -> {
        workedOut.add(words);
        return words + "!";
    });

    @Test
    void everyWordHasItsOwnMeaning() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            // Alike at both ends, and so many that they take each other's places.
            int middle = random.nextInt(3000);
            String words = random.nextBoolean() ? "postfix/" + middle + "/smtpd" : "p" + middle % 40;

            assertThat(meaning("xx" + words + "yy", 2, 2 + words.length())).isEqualTo(words + "!");
        }
    }

    @Test
    void whatComesAgainIsNotWorkedOutAgain() {
        for (int i = 0; i < 10; i++) {
            meaning("mx1 dovecot", 0, 3);
            meaning("mx1 dovecot", 4, 11);
            meaning("", 0, 0);
        }

        assertThat(workedOut).containsExactlyInAnyOrder("mx1", "dovecot", "");
    }

    @Test
    void whatIsVeryLongIsNotKept() {
        String words = "x".repeat(300);

        assertThat(meaning(words, 0, 300)).isEqualTo(words + "!");
        assertThat(meaning(words, 0, 300)).isEqualTo(words + "!");
        assertThat(workedOut).hasSize(2);
    }

    private String meaning(String line, int from, int to) {
        return memo.of(Bytes.of(line), from, to);
    }
}
