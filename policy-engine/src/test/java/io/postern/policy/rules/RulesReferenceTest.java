package io.postern.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What docs/reference/rules.md shows can be used as it stands there.
class RulesReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/rules.md");

    static List<String> everyExampleIsAccepted() throws IOException {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void everyExampleIsAccepted(String example) {
        List<Problem> problems = new ArrayList<>();

        assertThat(RulesFile.read("rules.yaml", example, problems)).isNotEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void theShippedRulesAreTheOnesShown() throws IOException {
        List<Problem> problems = new ArrayList<>();

        assertThat(RulesFile.read("rules.yaml", everyExampleIsAccepted().getFirst(), problems))
                .isEqualTo(RulesFile.read("rules.yaml", RulesFolder.shipped(), problems));
    }
}
