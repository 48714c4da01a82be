package io.postern.auth.bans;

import io.postern.events.Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which addresses are banned, as far as is known here. Asking never waits; [BanConsumer] keeps it up to date.
///
/// Before the bans that lay in the topic at start are read it knows nothing, and says so: half a set of bans would
/// let in whom the other half names. Once known they stay known, broker or not, and grow stale instead of wrong:
/// each ban still ends at its own time.
public final class BanView {

    private final Clock clock;

    private volatile BanTable table = new BanTable();

    /// When it was last certain that nothing was missing; null before the first time.
    private volatile Instant completeAt;

    private volatile String broken;

    public BanView(Clock clock) {
        this.clock = clock;
    }

    public boolean isReady() {
        return completeAt != null;
    }

    /// The ban on the smallest network around the address whose time is not over at this moment.
    public Optional<HeldBan> covering(Address client) {
        return Optional.ofNullable(table.covering(client, clock.instant()));
    }

    /// Bans in memory, expired ones without a tombstone included.
    public int size() {
        return table.size();
    }

    /// How long ago it was last certain that nothing was missing; empty before the first time.
    public Optional<Duration> staleness() {
        Instant at = completeAt;
        return at == null ? Optional.empty() : Optional.of(Duration.between(at, clock.instant()));
    }

    /// Why reading ended for good; empty while all is well.
    public Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    /// From now on, this table answers. It held, at that time, everything there was.
    void complete(BanTable whole, Instant at) {
        table = whole;
        completeAt = at;
    }

    void isBroken(String why) {
        broken = why;
    }
}
