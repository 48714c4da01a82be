package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Generated logs whose maker knows who must be banned, by a count of its own; where the generator is not, there is
/// nothing to try.
class ReplayTruthTest {

    private static final Path GENERATOR = Path.of("../../shared/tools/genlog.py");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The generator's truth is of three failures in ten minutes and of nothing else.
    private static final String RULES = """
            version: 1
            rules:
              - {name: brute-force, per: client, count: failures, within: 10m, limit: 3, then: ban, for: 10m}
            """;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> bansExactlyWhomTheGeneratorSaysAndAsOften() {
        return Stream.of("rfc3164 2.3 1", "iso8601 2.4 2", "mixed mixed 3")
                .filter(wording -> Files.exists(GENERATOR))
                .map(wording -> DynamicTest.dynamicTest(wording, () -> bansAsExpected(wording.split(" ", -1))));
    }

    private void bansAsExpected(String[] wording) throws IOException, InterruptedException {
        Path log = directory.resolve("mail-" + wording[2]);
        Path truthFile = directory.resolve("truth-" + wording[2]);
        List<String> generate = List.of(
                "python3",
                GENERATOR.toString(),
                "--lines",
                "30000",
                "--seed",
                wording[2],
                "--header",
                wording[0],
                "--dovecot",
                wording[1],
                "--attack-share",
                "0.3",
                "--attackers",
                "2000",
                "--out",
                log.toString(),
                "--truth",
                truthFile.toString());
        assertThat(new ProcessBuilder(generate).inheritIO().start().waitFor()).isZero();
        JsonNode truth = JSON.readTree(truthFile.toFile());

        Path rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
        Console console = Console.run(
                "replay",
                "-o",
                "json",
                "--zone",
                "UTC",
                "--rules",
                rules.toString(),
                "--treat-as-public",
                "198.18.0.0/15,100.64.0.0/10,2001:db8::/32",
                log.toString());

        JsonNode result = JSON.readTree(console.out());
        TreeSet<String> expected = new TreeSet<>();
        truth.path("addresses").properties().forEach(address -> {
            if (!address.getValue().path("ban_line_by_attempts").isNull()) {
                expected.add(Network.of(address.getKey()).toString());
            }
        });
        TreeSet<String> banned = new TreeSet<>();
        result.path("decisions").forEach(ban -> banned.add(ban.path("network").asText()));
        assertThat(banned).hasSizeGreaterThan(50).isEqualTo(expected);
        JsonNode summary = result.path("summary");
        assertThat(summary.path("bans")).isEqualTo(truth.at("/bans/attempts/ban_actions"));
        assertThat(summary.path("failures")).isEqualTo(truth.at("/failures/attempts"));
        assertThat(summary.path("lines")).isEqualTo(truth.path("lines"));
        assertThat(summary.path("unparsed").asInt()).isZero();
    }
}
