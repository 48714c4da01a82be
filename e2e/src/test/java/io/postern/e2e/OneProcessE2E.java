package io.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a small site runs, from the log line and from Dovecot's question to the answer.
class OneProcessE2E {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start(directory, plan -> plan);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void garbageBetweenLinesHidesNoAttackAndBansNobody() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(5).nextBytes(noise);
        stack.write(noise);
        stack.write("\n\0\0\0\n".getBytes(StandardCharsets.UTF_8));
        stack.write(failure("203.0.113.51", 1));
        stack.write("x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        stack.write("\n".getBytes(StandardCharsets.UTF_8));
        stack.write(failure("203.0.113.51", 2));
        byte[] third = failure("203.0.113.51", 3);
        stack.write(Arrays.copyOf(third, 70)); // half a line
        Thread.sleep(Duration.ofMillis(500));
        stack.write(Arrays.copyOfRange(third, 70, third.length));

        stack.rest().await(SOON, "/api/v1/bans", bans -> bans.toString().contains("203.0.113.51/32"));
    }

    @Test
    void aLogThatIsRotatedAndOneThatMayNotBeReadForAWhileLoseNothing() throws Exception {
        stack.write(failure("203.0.113.52", 1));
        Files.move(stack.log(), stack.log().resolveSibling("mail.log.1"));
        Files.write(stack.log().resolveSibling("mail.log.1"), failure("203.0.113.52", 2), StandardOpenOption.APPEND);
        Files.createFile(stack.log());
        Files.setPosixFilePermissions(stack.log(), PosixFilePermissions.fromString("---------"));
        Thread.sleep(Duration.ofMillis(500));
        Files.setPosixFilePermissions(stack.log(), PosixFilePermissions.fromString("rw-r-----"));
        stack.write(failure("203.0.113.52", 3));

        stack.rest().await(SOON, "/api/v1/bans", bans -> bans.toString().contains("203.0.113.52/32"));
    }

    @Test
    void dovecotIsRefusedOnceItsReportsHaveBannedTheClient() throws Exception {
        assertThat(allow("203.0.113.53").path("status").asInt()).isZero();

        for (int i = 0; i < 3; i++) {
            stack.auth().post("/dovecot/policy?command=report", """
                            {"device_id":"","login":"ada@example.org","protocol":"imap","pwhash":"0fd7","remote":"203.0.113.53",
                            "session_id":"e2e%d","success":false,"policy_reject":false,"tls":false}""".formatted(i));
        }

        stack.rest().await(SOON, "/api/v1/bans", bans -> bans.toString().contains("203.0.113.53/32"));
        awaitRefusal("203.0.113.53");
        assertThat(allow("203.0.113.54").path("status").asInt()).isZero();
    }

    @Test
    void oneLoginToldByTheReportAndByTheLogCountsOnce() throws Exception {
        for (int i = 1; i <= 2; i++) {
            stack.auth().post("/dovecot/policy?command=report", """
                            {"login":"eve@example.org","protocol":"imap","remote":"203.0.113.55","session_id":"log203.0.113.55-%d",
                            "success":false,"policy_reject":false}""".formatted(i));
            stack.write(failure("203.0.113.55", i));
        }
        stack.write(failure("203.0.113.56", 1));
        stack.write(failure("203.0.113.56", 2));
        stack.write(failure("203.0.113.56", 3));

        stack.rest().await(SOON, "/api/v1/bans", bans -> bans.toString().contains("203.0.113.56/32"));
        JsonNode attempts = stack.rest()
                .await(
                        SOON,
                        "/api/v1/attempts?all=true&client=203.0.113.55",
                        answer -> answer.path("attempts").size() == 4);
        assertThat(attempts).isNotNull();
        assertThat(stack.rest().bans()).doesNotContainKey("203.0.113.55/32");
    }

    @Test
    void privateAddressesAreNeverBanned() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(i -> write(failure("192.168.7.7", i)));

        stack.rest()
                .await(
                        SOON,
                        "/api/v1/decisions?subject=client:192.168.7.7",
                        decisions -> decisions.toString().contains("exempt"));
        assertThat(stack.rest().bans()).doesNotContainKey("192.168.7.7/32");
    }

    @Test
    void thePagesAndTheirDescriptionAnswer() throws Exception {
        assertThat(stack.rest().get("/").body()).contains("<html").contains("Postern");
        assertThat(stack.rest().get("/q/openapi").body()).contains("/api/v1/bans", "/dovecot/policy");
        assertThat(stack.rest().get("/api/v1/attempts.csv").body())
                .startsWith("server;date;ip;user;hostname;reverse_dns_status;country_code;asn;aso");
        assertThat(stack.rest().get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(stack.rest().get("/q/metrics").body()).contains("postern_collector_lines_total");
    }

    private JsonNode allow(String client) throws IOException, InterruptedException {
        return stack.auth().post("/dovecot/policy?command=allow", """
                        {"device_id":"","login":"ada@example.org","protocol":"imap","pwhash":"0fd7","remote":"%s",
                        "session_id":"e2e","tls":false}""".formatted(client));
    }

    private void awaitRefusal(String client) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (allow(client).path("status").asInt() >= 0) {
            assertThat(System.nanoTime()).as("refused in time").isLessThan(deadline);
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    private static void write(byte[] bytes) {
        try {
            stack.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] failure(String client, int n) {
        Instant now = Clock.systemUTC().instant();
        return (now + " mx1 dovecot: imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): "
                        + "user=<eve@example.org>, method=PLAIN, rip=" + client + ", lip=192.0.2.25, session=<log"
                        + client + "-" + n + ">\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
