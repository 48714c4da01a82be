package io.postern.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.policy.rules.Consequence.Action;
import io.postern.policy.rules.Consequence.OnSuccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
                        Per.CLIENT,
                        Count.FAILURES,
                        3,
                        Duration.ofMinutes(10),
                        new Filter(Set.of(Service.IMAP, Service.SUBMISSION), Set.of(), Set.of(), Set.of()),
                        Consequence.ban(Duration.ofMinutes(90)),
                        Rule.Mode.SIMULATE,
                        Prefixes.USUAL));
    }

    @Test
    void readsEveryKey() {
        assertThat(read("""
                version: 1
                networks: {v4: 20, v6: 56}
                rules:
                  - name: subnet
                    per: network
                    count: distinct-accounts
                    services: imap
                    hosts: [MX1, mx2]
                    outcomes: [wrong_password, succeeded]
                    accounts: [Root, ada@example.org]
                    within: 1h
                    limit: 5000
                    then: ban
                    for: 1h
                    escalate: {multipliers: [1, 5, 30], most: 7d, remember: 30d, spread: 5m}
                    veto: 3d
                  - name: slow-down
                    per: client+account
                    count: failures
                    within: 1h
                    limit: 5
                    then: delay
                    delay: 5s
                    for: 1h
                    escalate: {factor: 1.5, most: 1d, remember: 2d}
                    on-success: forget
                """))
                .containsExactly(
                        new Rule(
                                "subnet",
                                Per.NETWORK,
                                Count.DISTINCT_ACCOUNTS,
                                5000,
                                Duration.ofHours(1),
                                new Filter(
                                        Set.of(Service.IMAP),
                                        Set.of("mx1", "mx2"),
                                        Set.of(Outcome.WRONG_PASSWORD, Outcome.SUCCEEDED),
                                        Set.of("root", "ada@example.org")),
                                new Consequence(
                                        Action.BAN,
                                        Duration.ofHours(1),
                                        new Escalation(
                                                1,
                                                List.of(1, 5, 30),
                                                Duration.ofDays(7),
                                                Duration.ofDays(30),
                                                Duration.ofMinutes(5)),
                                        null,
                                        Duration.ofDays(3),
                                        OnSuccess.NOTHING),
                                Rule.Mode.ENFORCE,
                                new Prefixes(20, 56)),
                        new Rule(
                                "slow-down",
                                Per.CLIENT_AND_ACCOUNT,
                                Count.FAILURES,
                                5,
                                Duration.ofHours(1),
                                Filter.ALL,
                                new Consequence(
                                        Action.DELAY,
                                        Duration.ofHours(1),
                                        new Escalation(1.5, List.of(), Duration.ofDays(1), Duration.ofDays(2), null),
                                        Duration.ofSeconds(5),
                                        null,
                                        OnSuccess.FORGET),
                                Rule.Mode.ENFORCE,
                                new Prefixes(20, 56)));
    }

    @Test
    void aFileOnTrialPutsEveryRuleOnTrial() {
        assertThat(read(GOOD.replace("version: 1", "version: 1\nmode: simulate") + "    mode: enforce\n"))
                .singleElement()
                .returns(Rule.Mode.SIMULATE, Rule::mode);
    }

    @Test
    void rulesAreEnforcedAndWatchEveryDoorUnlessTheySayOtherwise() {
        assertThat(read(GOOD)).singleElement().satisfies(rule -> {
            assertThat(rule.mode()).isEqualTo(Rule.Mode.ENFORCE);
            assertThat(rule.filter()).isEqualTo(Filter.ALL);
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
                        "rules.yaml:3:1: allow: unknown key; known are version, mode, networks, rules"),
                argumentSet(
                        "rule no mapping",
                        "version: 1\nrules:\n  - brute-force\n",
                        "rules.yaml:3:5: expected keys and values, like name: brute-force"),
                argumentSet(
                        "unknown key",
                        with("limit: 3", "limit: 3\n    limti: 3"),
                        "rules.yaml:8:5: limti: unknown key; known are name, per, count, services, hosts, outcomes, accounts, within, limit, then, for, escalate, delay, veto, on-success, mode"),
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
                        with("client", "planet"),
                        "rules.yaml:4:10: per: 'planet' is not supported; supported: client, network, account, client+account, asn"),
                argumentSet(
                        "count",
                        with("failures", "passwords"),
                        "rules.yaml:5:12: count: 'passwords' is not supported; supported: failures, distinct-accounts, distinct-clients, distinct-networks, unknown-users, successes, success-after-failures, bans, new-country, new-asn, travel"),
                argumentSet(
                        "count that does not fit",
                        with("failures", "distinct-clients"),
                        "rules.yaml:5:12: count: 'distinct-clients' cannot be counted per client; what can: failures, distinct-accounts, unknown-users, successes, success-after-failures, bans"),
                argumentSet(
                        "then",
                        with("then: ban", "then: shout"),
                        "rules.yaml:8:11: then: 'shout' is not supported; supported: ban, deny, delay, alert"),
                argumentSet(
                        "a ban of an autonomous system",
                        with("client", "asn"),
                        "rules.yaml:8:11: then: an autonomous system is not banned; what can follow: deny, delay, alert"),
                argumentSet(
                        "a ban of travellers",
                        with("client", "account").replace("failures", "travel"),
                        "rules.yaml:8:11: then: whoever travels is no attacker; what can follow: alert"),
                argumentSet("a delay of nothing", with("then: ban", "then: delay"), "rules.yaml:3:5: delay: missing"),
                argumentSet(
                        "a delay where nothing is delayed",
                        GOOD + "    delay: 5s\n",
                        "rules.yaml:10:12: delay: goes with then: delay only"),
                argumentSet(
                        "a long delay",
                        with("then: ban", "then: delay\n    delay: 2m"),
                        "rules.yaml:9:12: delay: at most 1m, was 2m"),
                argumentSet(
                        "a veto where no network is banned",
                        GOOD + "    veto: 7d\n",
                        "rules.yaml:10:11: veto: goes with a ban per network only"),
                argumentSet(
                        "a veto of more than is remembered",
                        with("client", "network") + "    veto: 31d\n",
                        "rules.yaml:10:11: veto: at most 30d, was 31d"),
                argumentSet(
                        "an amnesty for accounts",
                        with("client", "account") + "    on-success: unban\n",
                        "rules.yaml:10:17: on-success: goes with per: client and client+account only"),
                argumentSet(
                        "an escalation without steps",
                        GOOD + "    escalate: {most: 1d, remember: 1d}\n",
                        "rules.yaml:10:15: escalate: needs a factor or multipliers, and not both"),
                argumentSet(
                        "an escalation with a wrong step",
                        GOOD + "    escalate: {multipliers: [1, 0], most: 1d, remember: 1d}\n",
                        "rules.yaml:10:33: multipliers: at least 1, was 0"),
                argumentSet(
                        "an escalation without end",
                        GOOD + "    escalate: {factor: 2}\n",
                        "rules.yaml:10:15: most: missing\nrules.yaml:10:15: remember: missing"),
                argumentSet(
                        "a factor",
                        GOOD + "    escalate: {factor: 0.5, most: 1d, remember: 1d}\n",
                        "rules.yaml:10:24: factor: from 1.0 to 100000.0, was 0.5"),
                argumentSet(
                        "an outcome that is no attack",
                        GOOD + "    outcomes: [temporary_failure]\n",
                        "rules.yaml:10:15: outcomes: 'temporary_failure' never counts here"),
                argumentSet(
                        "an outcome that does not exist",
                        GOOD + "    outcomes: [wrong]\n",
                        "rules.yaml:10:16: outcomes: 'wrong' is not supported; supported: succeeded, failed, wrong_password, unknown_user, account_disabled, password_expired, refused_by_policy, temporary_failure"),
                argumentSet(
                        "a network of half the world",
                        GOOD.replace("rules:", "networks: {v4: 1}\nrules:"),
                        "rules.yaml:2:16: v4: at least 16, was 1"),
                argumentSet(
                        "a file that is neither",
                        GOOD.replace("rules:", "mode: off\nrules:"),
                        "rules.yaml:2:7: mode: 'off' is not supported; supported: enforce, simulate"),
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
                        "rules.yaml:4:10: per: 'me' is not supported; supported: client, network, account, client+account, asn\nrules.yaml:7:12: limit: at least 1, was 0"),
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
