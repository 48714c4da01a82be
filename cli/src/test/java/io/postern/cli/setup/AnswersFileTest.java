package io.postern.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersFileTest {

    private static final Set<String> KNOWN = Set.of("kafka", "logs");

    @Test
    void answersAreReadAndCommentsAreNot() {
        assertThat(read("# ours\n\nkafka:  kafka1.example.org:9092 # the first\nlogs:/var/log/mail.log\n"))
                .isEqualTo(Map.of("kafka", "kafka1.example.org:9092", "logs", "/var/log/mail.log"));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka kafka1, a:1:1: not of the form",
        "'\n  kafak: x', a:2:3: no such question",
        "'logs: x\nlogs: y', a:2:1: logs is answered twice"
    })
    void whatIsWrongIsNamedWithItsPlace(String text, String named) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadAnswersException.class)
                .hasMessageStartingWith(named);
    }

    private static Map<String, String> read(String text) {
        return AnswersFile.read("a", text.lines().toList(), KNOWN);
    }
}
