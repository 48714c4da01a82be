package io.postern.reporter.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.reporter.bans.BanRow;
import io.postern.reporter.digest.Digest.AccountCount;
import io.postern.reporter.digest.Digest.Bans;
import io.postern.reporter.digest.Digest.Combination;
import io.postern.reporter.digest.Digest.Hour;
import io.postern.reporter.digest.Digest.LoginAfterFailures;
import io.postern.reporter.digest.Digest.NetworkCount;
import io.postern.reporter.digest.Digest.Totals;
import io.postern.reporter.status.HostState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTextTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final String HOSTILE = "<script>\u202E\nhttps://evil.example.org/" + "𝄞".repeat(900);

    @Test
    void columnsStandUnderTheirHeads() {
        String text = DigestText.of(digest("ada@example.org", "host.example.org"));

        assertThat(text).startsWith("""
                Postern, Thursday, 15 January 2026 (UTC), until 12:00
                =====================================================

                1 client banned.

                To check: logged in after failures
                  account          client                         reverse name        failed before  at
                  ada@example.org  2001:db8:1111:2222:3333::7777  host.example[.]org          1,234  12:00

                Attempts
                  all  failed  succeeded  temporary failures  refused  clients  accounts
                   10       8          2                   0        0        3         4
                """);
    }

    @Test
    void hostileNamesBreakNeitherLinesNorWidth() {
        String text = DigestText.of(digest(HOSTILE, HOSTILE));

        assertThat(text).doesNotContain("\u202E", "https://", "evil.example.org");
        assertThat(text.lines())
                .allSatisfy(line ->
                        assertThat(line.codePointCount(0, line.length())).isLessThan(125));
        assertThat(text.lines().filter(line -> line.contains("<script>")).count())
                .isEqualTo(3);
    }

    @Test
    void anOrdinaryDayIsUnderAHundredWide() {
        String text = DigestText.of(
                digest("203.0.113.177", "somebody.with.a.long.name@example.org", "static-203-0-113-7.example.org"));

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
    }

    private static Digest digest(String account, String reverse) {
        return digest("2001:db8:1111:2222:3333::7777", account, reverse);
    }

    private static Digest digest(String client, String account, String reverse) {
        return new Digest(
                LocalDate.of(2026, 1, 15),
                "UTC",
                NOON,
                false,
                "1 client banned.",
                new Totals(10, 8, 2, 0, 0, 3, 4),
                List.of(new LoginAfterFailures(account, client, reverse, "DE", 1234, NOON)),
                List.of(new Combination(client, account, reverse, "ok", "DE", 1234)),
                List.of(new AccountCount(account, 1234, 56)),
                List.of(),
                List.of(new NetworkCount(64496L, "Example Networks", 1234, 56)),
                List.of(),
                List.of(),
                new Bans(
                        1,
                        0,
                        1,
                        1,
                        0,
                        0,
                        List.of(new BanRow(
                                client + (client.contains(":") ? "/128" : "/32"),
                                NOON,
                                NOON.plusSeconds(600),
                                "brute-force",
                                "d1",
                                "3 failures in 10 minutes, limit 3",
                                null,
                                BanRow.State.IN_FORCE))),
                List.of(new HostState("mx1", NOON, false, "1", NOON, 2048, 10, 5, 1, List.of())),
                1,
                List.of(new Hour(NOON, 8, 2, 0)));
    }
}
