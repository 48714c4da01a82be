package io.postern.reporter.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.reporter.digest.Digest.Bans;
import io.postern.reporter.digest.Digest.Totals;
import io.postern.reporter.status.HostState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Totals SOME = new Totals(10, 8, 2, 0, 0, 3, 4);
    private static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

    @Test
    void saysWhoWasBannedAndWhoGotIn() {
        assertThat(Verdict.of(SOME, 2, bans(12, 0), List.of()))
                .isEqualTo("12 clients banned; 2 accounts logged in after failures.");
    }

    @Test
    void oneIsSingular() {
        assertThat(Verdict.of(SOME, 1, bans(1, 1), List.of(host(true))))
                .isEqualTo("1 client and 1 network banned; 1 account logged in after failures; 1 host silent.");
    }

    @Test
    void nothingToDoIsSaidToo() {
        assertThat(Verdict.of(SOME, 0, bans(0, 0), List.of(host(false))))
                .isEqualTo("No client banned; no login after repeated failures.");
    }

    @Test
    void aDayWithoutAnythingIsQuiet() {
        assertThat(Verdict.of(NONE, 0, bans(0, 0), List.of())).isEqualTo("Quiet: no login was tried.");
    }

    @Test
    void silenceIsNotQuiet() {
        assertThat(Verdict.of(NONE, 0, bans(0, 0), List.of(host(true), host(true))))
                .isEqualTo("Quiet: no login was tried; 2 hosts silent.");
    }

    private static Bans bans(long clients, long networks) {
        return new Bans(clients, networks, clients + networks, 0, 0, 0, List.of());
    }

    private static HostState host(boolean silent) {
        return new HostState("mx1", Instant.EPOCH, silent, "1", Instant.EPOCH, 0, 0, 0, 0, List.of());
    }
}
