package io.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

    private static final String RULES = """
            version: 1
            rules:
              - {name: strict, per: client, count: failures, within: 10m, limit: 2, then: ban, for: 1h}
            """;

    private static final String CASES = """
            cases:
              - name: three failures in half an hour
                attempts:
                  - {client: 203.0.113.7, times: 3, every: 10m}
                expect:
                  - strict banned client:203.0.113.7
              - name: one of each
                attempts:
                  - {client: 203.0.113.7}
                  - {after: 5m, client: 203.0.113.8, account: ada@example.org, outcome: wrong_password, service: pop3,
                     host: mx2, country: DE, asn: 64496, latitude: 52.5, longitude: -13.4}
                expect: []
            """;

    @TempDir
    Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static String line(String time) {
        return "2026-11-20T" + time + ".000000+00:00 mx1 dovecot: imap-login: Disconnected: Connection closed "
                + "(auth failed, 1 attempts in 2 secs): user=<ada@example.org>, method=PLAIN, rip=203.0.113.7, "
                + "lip=192.0.2.1, TLS, session=<" + time + ">\n";
    }

    @Test
    void rulesThatWouldBeTakenAreNamed() throws IOException {
        Console console = Console.run("policy", "validate", file("new.yaml", RULES));

        assertThat(console.exit()).isZero();
        assertThat(console.out()).endsWith("new.yaml: 1 rules: strict\n");
    }

    @Test
    void rulesThatWouldBeRefusedAreToldWithTheirPlace() throws IOException {
        Console console = Console.run("policy", "validate", file("new.yaml", RULES.replace("limit: 2", "limit: 0")));

        assertThat(console.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(console.err()).isEqualTo("new.yaml:3:70: limit: at least 1, was 0\n");
    }

    @Test
    void rulesAreSimulatedOverOldLogs() throws IOException {
        Console console = Console.run(
                "policy",
                "simulate",
                file("new.yaml", RULES),
                file("mail.log", line("10:00:00") + line("10:01:00")),
                "--treat-as-public",
                "203.0.113.0/24");

        assertThat(console.exit()).isZero();
        assertThat(console.out()).contains("203.0.113.7/32  banned", "strict", "1 bans of 1 networks");
    }

    @Test
    void rulesThatBanOthersDiffer() throws IOException {
        String before = file("old.yaml", RULES);
        String after = file("new.yaml", RULES.replace("limit: 2", "limit: 3"));
        String log = file("mail.log", line("10:00:00") + line("10:01:00"));

        Console differ = Console.run("policy", "diff", before, after, log, "--treat-as-public", "203.0.113.0/24");
        Console same = Console.run("policy", "diff", before, before, log, "--treat-as-public", "203.0.113.0/24");

        assertThat(differ.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(differ.out()).contains("- 203.0.113.7/32  goes");
        assertThat(same.exit()).isZero();
    }

    @Test
    void casesThatGoAsExpectedAreFine() throws IOException {
        Console console = Console.run("policy", "test", file("cases.yaml", CASES), "--rules", file("new.yaml", RULES));

        assertThat(console.out()).isEqualTo("""
                        ok      three failures in half an hour
                        ok      one of each
                        2 cases, 0 not as expected
                        """);
        assertThat(console.exit()).isZero();
    }

    @Test
    void caseThatGoOtherwiseAreToldWithWhatIsMissing() throws IOException {
        Console console = Console.run(
                "policy",
                "test",
                file("cases.yaml", CASES),
                "--rules",
                file("new.yaml", RULES.replace("limit: 2", "limit: 4")));

        assertThat(console.exit()).isEqualTo(Exit.NEGATIVE);
        assertThat(console.out())
                .contains(
                        "FAILED  three failures in half an hour (cases.yaml:2)",
                        "  missing  strict banned client:203.0.113.7",
                        "2 cases, 1 not as expected");
    }

    @Test
    void casesThatAreWrongAreRefusedWithTheirPlace() throws IOException {
        Console console = Console.run(
                "policy",
                "test",
                file("cases.yaml", CASES.replace("client: 203.0.113.7, times", "client: mail, times")),
                "--rules",
                file("new.yaml", RULES));

        assertThat(console.exit()).isEqualTo(Exit.USAGE);
        assertThat(console.err()).contains("cases.yaml:4:18: client: not an IP address: mail");
    }
}
