package io.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.standalone.Service;
import io.postern.testkit.namespaces.Attacker;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two mail hosts in network namespaces, one broker, real nftables and an attacker who is connected to the second: what
/// the first one's log tells is in force on the second, and ends when it should, whatever happens there.
class EnforcementE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOST = "203.0.113.1";
    private static final int IMAP = 143;

    /// Seconds. Long enough for all that is done meanwhile, short enough to wait for.
    private static final int BAN = 20;

    @TempDir
    Path directory;

    @Test
    void whoFailsAtOneHostIsKeptOutOfTheOtherForAsLongAsDecidedWhateverHappensThere() throws Exception {
        Path rules = Files.createDirectory(directory.resolve("rules"));
        Files.writeString(rules.resolve("rules.yaml"), """
                version: 1
                rules:
                  - name: brute-force
                    per: client
                    count: failures
                    within: 10m
                    limit: 3
                    then: ban
                    for: %ds
                """.formatted(BAN));
        try (Stack stack = Stack.start(
                        directory,
                        plan -> plan.set(Service.POLICY_ENGINE, "postern.policy.rules-directory", rules.toString()));
                MailHost first = host("mx1", stack);
                MailHost second = host("mx2", stack);
                Attacker attacker = new Attacker(
                        second.network(),
                        List.of(HOST + "/24"),
                        List.of("203.0.113.7/24", "203.0.113.8/24", "203.0.113.9/24"))) {
            attacker.serve(IMAP);
            first.start(Map.of());
            second.start(Map.of());
            first.awaitReady();
            second.awaitReady();

            theConnectionIsCutAndTheFlushedRulesetMadeAgain(first, second, attacker);
            theBanEndsWithoutTheAgent(first, second, attacker);
            // Its clock two hours ahead, which would make every ban one of the past.
            second.start(Map.of("LD_PRELOAD", libfaketime(), "FAKETIME", "+2h", "FAKETIME_DONT_FAKE_MONOTONIC", "1"));
            second.awaitReady();
            theBanEndsByTheClustersTimeAndWithoutTheBroker(first, second, attacker);
        }
    }

    private static void theConnectionIsCutAndTheFlushedRulesetMadeAgain(
            MailHost first, MailHost second, Attacker attacker) throws Exception {
        Socket connection = attacker.connect("203.0.113.7", HOST, IMAP);
        assertThat(attacker.isAnswered(connection)).isTrue();

        long began = ban(first, attacker, "203.0.113.7");
        assertThat(attacker.isCutOff(connection)).isTrue();
        second.network().run("nft", "flush", "ruleset");
        Waiting.until(PATIENCE, "bans are made again", () -> attacker.isKeptOut("203.0.113.7", HOST, IMAP));
        assertThat(attacker.isAnswered("203.0.113.8", HOST, IMAP)).isTrue();

        endsInTime(began, attacker, "203.0.113.7");
    }

    private static void theBanEndsWithoutTheAgent(MailHost first, MailHost second, Attacker attacker) throws Exception {
        long began = ban(first, attacker, "203.0.113.8");
        second.kill();
        assertThat(attacker.isKeptOut("203.0.113.8", HOST, IMAP)).isTrue();

        endsInTime(began, attacker, "203.0.113.8");
    }

    private static void theBanEndsByTheClustersTimeAndWithoutTheBroker(
            MailHost first, MailHost second, Attacker attacker) throws Exception {
        long began = ban(first, attacker, "203.0.113.9");
        second.loseBroker();
        assertThat(attacker.isKeptOut("203.0.113.9", HOST, IMAP)).isTrue();

        endsInTime(began, attacker, "203.0.113.9");
    }

    /// Debian's package libfaketime, for a process with several threads.
    private static String libfaketime() throws IOException {
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
            for (Path architecture : architectures) {
                Path library = architecture.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return library.toString();
                }
            }
        }
        throw new IOException("libfaketime is not installed");
    }

    private MailHost host(String name, Stack stack) throws Exception {
        return new MailHost(name, directory, stack.running().backends().kafka().bootstrapServers());
    }

    /// @return when the line was written, by nanoTime
    private static long ban(MailHost first, Attacker attacker, String client) throws Exception {
        long began = System.nanoTime();
        first.logFailuresOf(client);
        Waiting.until(PATIENCE, client + " is kept out", () -> attacker.isKeptOut(client, HOST, IMAP));
        return began;
    }

    /// Not before the ban's end, the stamp's rounding aside, and soon after.
    private static void endsInTime(long began, Attacker attacker, String client) throws Exception {
        Waiting.until(PATIENCE, client + " is let in again", () -> !attacker.isKeptOut(client, HOST, IMAP));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).isBetween(Duration.ofSeconds(BAN - 1), Duration.ofSeconds(BAN + 10));
    }
}
