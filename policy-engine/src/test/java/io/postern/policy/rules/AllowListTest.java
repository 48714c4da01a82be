package io.postern.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowListTest {

    private static final String LIST = """
            # who must never be locked out

            203.0.113.0/24   our office in Berlin
              203.0.113.7    # the boss
            2001:db8:7::/48
            198.51.100.9
            """;

    @ParameterizedTest
    @CsvSource({
        "203.0.113.1, allow.list:3: 203.0.113.0/24 our office in Berlin",
        "203.0.113.7, allow.list:4: 203.0.113.7/32 the boss",
        "203.0.113.16/28, allow.list:3: 203.0.113.0/24 our office in Berlin",
        "2001:db8:7:1::9, allow.list:5: 2001:db8:7::/48",
        "198.51.100.9, allow.list:6: 198.51.100.9/32",
        "::ffff:198.51.100.9, allow.list:6: 198.51.100.9/32"
    })
    void holdsWhatItsLinesHoldAndNamesTheMostExact(String network, String line) {
        assertThat(read(LIST, List.of()).holding(Network.of(network)))
                .map(Object::toString)
                .contains(line);
    }

    @ParameterizedTest
    @CsvSource({"203.0.114.1", "198.51.100.8", "2001:db8:8::1", "203.0.0.0/16", "::203.0.113.7"})
    void holdsNothingElse(String network) {
        assertThat(read(LIST, List.of()).holding(Network.of(network))).isEmpty();
    }

    @Test
    void saysWhichLinesAreWrong() {
        read(
                "203.0.113.0/33\n\n  mail.example.org\n10.0.0.0/8 fine\n203.0.113.7 - 203.0.113.9\n1.2.3\n",
                List.of(
                        "allow.list:1:1: prefix: 0 to 32, was 33",
                        "allow.list:3:3: not an IP address: mail.example.org",
                        "allow.list:6:1: not an IP address: 1.2.3"));
    }

    private static AllowList read(String text, List<String> expectedProblems) {
        List<Problem> problems = new ArrayList<>();
        AllowList list = AllowList.read("allow.list", text, problems);
        assertThat(problems).map(Problem::toString).isEqualTo(expectedProblems);
        return list;
    }
}
