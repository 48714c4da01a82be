package io.postern.reporter.digest;

import io.postern.reporter.digest.Digest.Bans;
import io.postern.reporter.digest.Digest.Totals;
import io.postern.reporter.status.HostState;
import java.util.ArrayList;
import java.util.List;

/// The day in one sentence: first what was done, then what a human should look at.
final class Verdict {

    private Verdict() {}

    static String of(Totals totals, long accountsAfterFailures, Bans bans, List<HostState> hosts) {
        List<String> parts = new ArrayList<>();
        if (totals.attempts() == 0 && bans.issued() == 0) {
            parts.add("Quiet: no login was tried");
        } else {
            parts.add(banned(bans));
            parts.add(
                    accountsAfterFailures == 0
                            ? "no login after repeated failures"
                            : count(accountsAfterFailures, "account") + " logged in after failures");
        }
        long silent = hosts.stream().filter(HostState::silent).count();
        if (silent > 0) {
            parts.add(count(silent, "host") + " silent");
        }
        return String.join("; ", parts) + ".";
    }

    private static String banned(Bans bans) {
        if (bans.clientsBanned() == 0 && bans.networksBanned() == 0) {
            return "No client banned";
        }
        if (bans.networksBanned() == 0) {
            return count(bans.clientsBanned(), "client") + " banned";
        }
        return bans.clientsBanned() == 0
                ? count(bans.networksBanned(), "network") + " banned"
                : count(bans.clientsBanned(), "client") + " and " + count(bans.networksBanned(), "network") + " banned";
    }

    static String count(long number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }
}
