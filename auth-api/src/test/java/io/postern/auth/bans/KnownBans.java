package io.postern.auth.bans;

import io.postern.events.Network;
import java.time.Clock;
import java.time.Instant;

/// Views that know what a test says, for tests of other packages.
public final class KnownBans {

    private KnownBans() {}

    public static BanView view(Clock clock, boolean ready, Instant until, String... networks) {
        BanView view = new BanView(clock);
        BanTable table = new BanTable();
        for (String network : networks) {
            table.put(Network.of(network), until, "test");
        }
        if (ready) {
            view.complete(table, clock.instant());
        }
        return view;
    }
}
