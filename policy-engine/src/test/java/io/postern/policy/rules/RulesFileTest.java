package io.postern.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesFileTest {

    private static final String GOOD = """
            version: 1
            rules:
              - name: brute-force
                per: client
                count: failures
                within: 10m
                limit: 3
                then: ban
                for: 1h30m
            """;

    @Test
    void readsARule() {
        assertThat(read(GOOD + "    services: [imap, submission]\n    mode: simulate\n"))
                .containsExactly(new Rule(
                        "brute-force",
                        Rule.Per.CLIENT,
                        Rule.Count.FAILURES,
                        3,
                        Duration.ofMinutes(10),
                        java.util.Set.of(Service.IMAP, Service.SUBMISSION),
                        Rule.Then.BAN,
                        Duration.ofMinutes(90),
                        Rule.Mode.SIMULATE));
    }

    @Test
    void rulesAreEnforcedAndWatchEveryDoorUnlessTheySayOtherwise() {
        assertThat(read(GOOD)).singleElement().satisfies(rule -> {
            assertThat(rule.mode()).isEqualTo(Rule.Mode.ENFORCE);
            assertThat(rule.services()).isEmpty();
        });
    }

    @Test
    void theShippedRulesAreThreeFailuresInTenMinutes() {
        assertThat(read(RulesFolder.shipped())).singleElement().satisfies(rule -> {
            assertThat(rule.reason(3)).isEqualTo("3 failures within 10m (limit 3), rule brute-force");
            assertThat(rule.lasts()).isEqualTo(Duration.ofMinutes(10));
            assertThat(rule.mode()).isEqualTo(Rule.Mode.ENFORCE);
        });
    }

    @Test
    void noRulesAtAllAreFine() {
        assertThat(read("version: 1\nrules: []\n")).isEmpty();
    }

    static List<Arguments> saysWhatIsWrongAndWhere() {
        return List.of(
                argumentSet("empty", "", "rules.yaml: empty; it begins with version: 1"),
                argumentSet(
                        "no YAML",
                        "version: 1\nrules: [\n",
                        "rules.yaml:3:1: not YAML: expected the node content, but found '<stream end>'"),
                argumentSet(
                        "a tab",
                        "version: 1\nrules:\n\t- name: x\n",
                        "rules.yaml:3:1: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                argumentSet("a list", "- a\n", "rules.yaml:1:1: expected keys and values, like name: brute-force"),
                argumentSet("no version", "rules: []\n", "rules.yaml:1:1: version: missing"),
                argumentSet(
                        "version 2",
                        "version: 2\nrules: []\n",
                        "rules.yaml:1:10: version: '2' is not supported; supported: 1"),
                argumentSet("no rules", "version: 1\n", "rules.yaml:1:1: rules: missing"),
                argumentSet(
                        "rules no list",
                        "version: 1\nrules: 3\n",
                        "rules.yaml:2:8: rules: expected a list, each entry with a dash"),
                argumentSet(
                        "unknown top key",
                        "version: 1\nrules: []\nallow: x\n",
                        "rules.yaml:3:1: allow: unknown key; known are version, rules"),
                argumentSet(
                        "rule no mapping",
                        "version: 1\nrules:\n  - brute-force\n",
                        "rules.yaml:3:5: expected keys and values, like name: brute-force"),
                argumentSet(
                        "unknown key",
                        with("limit: 3", "limit: 3\n    limti: 3"),
                        "rules.yaml:8:5: limti: unknown key; known are name, per, count, services, within, limit, then, for, mode"),
                argumentSet(
                        "twice",
                        with("limit: 3", "limit: 3\n    limit: 4"),
                        "rules.yaml:8:5: limit: stands here twice"),
                argumentSet("missing", with("    limit: 3\n", ""), "rules.yaml:3:5: limit: missing"),
                argumentSet("limit 0", with("limit: 3", "limit: 0"), "rules.yaml:7:12: limit: at least 1, was 0"),
                argumentSet(
                        "limit high",
                        with("limit: 3", "limit: 1001"),
                        "rules.yaml:7:12: limit: at most 1000, was 1001"),
                argumentSet(
                        "limit text",
                        with("limit: 3", "limit: three"),
                        "rules.yaml:7:12: limit: not a whole number: 'three'"),
                argumentSet(
                        "limit empty", with("limit: 3", "limit:"), "rules.yaml:7:11: limit: not a whole number: ''"),
                argumentSet("limit list", with("limit: 3", "limit: [3]"), "rules.yaml:7:12: limit: expected one value"),
                argumentSet(
                        "limit huge",
                        with("limit: 3", "limit: 99999999999"),
                        "rules.yaml:7:12: limit: not a whole number: '99999999999'"),
                argumentSet(
                        "duration",
                        with("10m", "10 minutes"),
                        "rules.yaml:6:13: within: not a duration of whole seconds: '10 minutes' (write 90s, 10m, 1h30m, 3d or PT10M)"),
                argumentSet(
                        "no duration",
                        with("10m", "0m"),
                        "rules.yaml:6:13: within: not a duration of whole seconds: '0m' (write 90s, 10m, 1h30m, 3d or PT10M)"),
                argumentSet(
                        "half seconds",
                        with("10m", "PT0.5S"),
                        "rules.yaml:6:13: within: not a duration of whole seconds: 'PT0.5S' (write 90s, 10m, 1h30m, 3d or PT10M)"),
                argumentSet("too long", with("10m", "31d"), "rules.yaml:6:13: within: at most 30d, was 31d"),
                argumentSet("for too long", with("1h30m", "400d"), "rules.yaml:9:10: for: at most 366d, was 400d"),
                argumentSet(
                        "per",
                        with("client", "network"),
                        "rules.yaml:4:10: per: 'network' is not supported; supported: client"),
                argumentSet(
                        "count",
                        with("failures", "successes"),
                        "rules.yaml:5:12: count: 'successes' is not supported; supported: failures"),
                argumentSet(
                        "then",
                        with("then: ban", "then: deny"),
                        "rules.yaml:8:11: then: 'deny' is not supported; supported: ban"),
                argumentSet(
                        "mode",
                        GOOD + "    mode: Simulate\n",
                        "rules.yaml:10:11: mode: 'Simulate' is not supported; supported: enforce, simulate"),
                argumentSet(
                        "service",
                        GOOD + "    services: [imap, ssh]\n",
                        "rules.yaml:10:22: services: 'ssh' is not supported; supported: imap, pop3, submission, smtp, sieve, lmtp, web, other"),
                argumentSet(
                        "name",
                        with("brute-force", "Brute Force"),
                        "rules.yaml:3:11: name: lower-case letters, digits and dashes inside, at most 64, was 'Brute Force'"),
                argumentSet(
                        "same name",
                        GOOD + GOOD.substring(GOOD.indexOf("  - name")),
                        "rules.yaml:10:11: name: another rule is called 'brute-force' already"),
                argumentSet(
                        "two mistakes",
                        with("limit: 3", "limit: 0").replace("client", "me"),
                        "rules.yaml:4:10: per: 'me' is not supported; supported: client\nrules.yaml:7:12: limit: at least 1, was 0"),
                argumentSet(
                        "an object",
                        "version: 1\nrules: !!javax.script.ScriptEngineManager []\n",
                        "rules.yaml:2:8: not YAML: Global tag is not allowed: tag:yaml.org,2002:javax.script.ScriptEngineManager"),
                argumentSet(
                        "a loop",
                        "version: 1\nrules: &a [*a]\n",
                        "rules.yaml:2:8: expected keys and values, like name: brute-force"),
                argumentSet(
                        "a bomb",
                        "version: 1\nrules: [" + "a,".repeat(5) + "]\n" + "x: ".repeat(60) + "y\n",
                        "rules.yaml:3:5: not YAML: mapping values are not allowed here"));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhatIsWrongAndWhere(String text, String expected) {
        List<Problem> problems = new ArrayList<>();
        RulesFile.read("rules.yaml", text, problems);

        assertThat(new RulesRefusedException(problems)).hasMessage(expected);
    }

    private static String with(String part, String other) {
        assertThat(GOOD).contains(part);
        return GOOD.replace(part, other);
    }

    private static List<Rule> read(String text) {
        List<Problem> problems = new ArrayList<>();
        List<Rule> rules = RulesFile.read("rules.yaml", text, problems);
        assertThat(problems).isEmpty();
        return rules;
    }
}
